#!/usr/bin/env bash
# The HTML page in a real browser: no console message, no request, filters, keyboard. Usage: html_test.sh REPOSITORY CELINT
# Exit 77: no Chromium, or npm cannot be reached.
set -euo pipefail
repository=$1 celint=$2
chromium=$(command -v chromium || command -v chromium-browser || true)
[[ -n $chromium ]] || { echo "skipped: Chromium is not installed"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --prefix "$work" playwright-core >/dev/null 2>&1 || { echo "skipped: npm is not reachable"; exit 77; }

(cd "$repository" && "$celint" check --format html --output "$work/check.html" fixtures/environments/quickstart) || (($? == 1))
(cd "$repository" && "$celint" trace --format html fixtures/environments/quickstart) >"$work/trace.html" || (($? == 1))
cp "$repository/tests/html_page.mjs" "$work"
node "$work/html_page.mjs" "$chromium" "$work/check.html" "$work/trace.html" "$work"
