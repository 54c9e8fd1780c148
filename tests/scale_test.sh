#!/usr/bin/env bash
# Shares of many worlds under GNU parallel give the report of one run. Usage: scale_test.sh REPOSITORY CELINT.
# Exit 77: skipped.
set -euo pipefail
repository=$1
export celint=$2
parallel --version 2>/dev/null | grep -q '^GNU parallel' || { echo "GNU parallel is not installed: skipped"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for number in $(seq 40); do
  mkdir -p "accounts/account-$number"
  cp -r "$repository/fixtures/environments/healthy/." "accounts/account-$number"
  ((number % 2)) || sed -i 's/sts.amazonaws.com"/sts.example.com"/' "accounts/account-$number/roles/"*/trust.json
done

for format in json sarif; do
  seq 8 | parallel "\$celint check --each accounts --shard {}/8 --format $format --output {}.$format --exit-zero"
  "$celint" merge {1..8}."$format" --exit-zero --output merged
  "$celint" check --each accounts --format "$format" --exit-zero --output whole
  cmp merged whole
  # Two roles of every second world, one line each.
  found=$(grep -c 'does not admit that audience' whole)
  ((found >= 40)) || { echo "FAILED: $found findings in $format"; exit 1; }
done
echo "the same report"
