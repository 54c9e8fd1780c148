#!/usr/bin/env bash
# A small run of iam_differential.mjs. Usage: iam_differential_test.sh REPOSITORY CELINT. Exit 77: skipped.
set -euo pipefail
command -v node >/dev/null && command -v npm >/dev/null || { echo "node and npm are not installed: skipped"; exit 77; }
output=$(node "$1/tests/iam_differential.mjs" --celint "$2" --requests 2000) || { echo "$output"; exit 1; }
echo "$output"
[[ $output != skipped:* ]] || exit 77
