#!/usr/bin/env bash
# `--each -` gives the report of `--each DIR`, in memory that does not grow. Usage: stream_test.sh REPOSITORY CELINT.
set -euo pipefail
repository=$1
celint=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "FAILED: $*" && exit 1; }

for number in $(seq 12); do
  mkdir -p "accounts/account-$number"
  cp -r "$repository/fixtures/environments/healthy/." "accounts/account-$number"
  ((number % 2)) || sed -i 's/sts.amazonaws.com"/sts.example.com"/' "accounts/account-$number/roles/"*/trust.json
done
mkdir accounts/empty
for kind in gnu ustar pax; do
  for format in text concise json sarif; do
    "$celint" check --each accounts --format "$format" --exit-zero >folder || fail "exit $? of the folder"
    tar -C accounts --format "$kind" -cf - . | "$celint" check --each - --format "$format" --exit-zero >stream ||
      fail "exit $? of the stream"
    cmp folder stream || fail "$kind, $format"
  done
done
grep -q 'audience' folder || fail "no findings to compare"
tar -C accounts -cf - . | "$celint" check --each - --shard 1/2 --format json --exit-zero >first
tar -C accounts -cf - . | "$celint" check --each - --shard 2/2 --format json --exit-zero >second
"$celint" merge first second --exit-zero --output merged
"$celint" check --each accounts --format json --exit-zero >whole
cmp merged whole || fail "shares of the stream"

tar -C accounts -cf - . | "$celint" check --each - >text && fail "findings in a stream must give exit 1"
head -c 3000 < <(tar -C accounts -cf - .) | "$celint" check --each - 2>error && fail "a cut stream passes"
grep -q 'cut short' error || fail "$(<error)"
echo "the same report"
