#!/usr/bin/env bash
# action.yml's step under a fake GITHUB_* environment. Usage: action_test.sh REPOSITORY CELINT
set -euo pipefail
repository=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*"; exit 1; }

export CELINT_BINARY=$2 GITHUB_ACTION_PATH=$repository
export INPUT_CONFIG='' INPUT_CATEGORY=example INPUT_SARIF_FILE=$work/out.sarif
step() {
  export INPUT_PATHS=$1 INPUT_FAIL_ON=$2 GITHUB_OUTPUT=$work/outputs
  : >"$GITHUB_OUTPUT"
  rm -f "$INPUT_SARIF_FILE"
  status=0
  "$repository/.github/run-action" >"$work/log" 2>&1 || status=$?
}
expect() {
  [[ $status == "$1" ]] || { cat "$work/log"; fail "exit $status, expected $1"; }
  grep -qx "exit-code=$1" "$work/outputs" || fail "output exit-code"
  grep -qx "sarif-file=$work/out.sarif" "$work/outputs" || fail "output sarif-file"
  grep -q '"version":' "$work/out.sarif" || fail "no SARIF"
}
step "$repository/fixtures/environments/quickstart" warning
expect 1
grep -q 'celint/example/' "$work/out.sarif" || fail "the category is missing"
step "$repository/fixtures/environments/quickstart" never
expect 0
step "$repository/fixtures/environments/healthy" note
expect 0

# The form of action.yml, where the validator can be had.
if command -v npx >/dev/null && npx --yes --package @action-validator/cli --package @action-validator/core true 2>/dev/null; then
  (cd "$repository" && npx --yes --package @action-validator/core --package @action-validator/cli action-validator action.yml) ||
    fail "action.yml"
else
  echo "npm is not reachable: action.yml was not validated"
fi
echo "passed"
