#!/usr/bin/env bash
# No socket is opened, and the output does not depend on the working directory or the run. Usage: offline_test.sh REPOSITORY CELINT
set -euo pipefail
repository=$1
celint=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*"; exit 1; }

set_up=$repository/fixtures/environments/quickstart
for format in text concise json sarif; do
  (cd / && "$celint" check --format $format "$set_up" >"$work/a") || true
  (cd "$set_up" && "$celint" check --format $format . >"$work/b") || true
  (cd "$set_up" && "$celint" check --format $format >"$work/c") || true
  cmp "$work/a" "$work/b" || fail "$format depends on the working directory"
  cmp "$work/a" "$work/c" || fail "$format depends on how the folder is named"
  [[ -s $work/a ]] || fail "$format is empty"
done
if command -v strace >/dev/null && strace -f -o "$work/trace" -e trace=network "$celint" check "$set_up" >/dev/null 2>&1 || [[ -s $work/trace ]]; then
  if grep -q 'socket(' "$work/trace"; then fail "a socket was opened"; fi
else
  echo "strace is not installed: the network was not watched"
fi
echo "passed"
