#!/usr/bin/env bash
# ./dev in a copy of the checkout, with a cmake that builds a stand-in for celint at once.
set -euo pipefail
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
unset CELINT_BINARY

fail() {
  echo "FAILED: $*" >&2
  exit 1
}
expect() { # expect WHAT ACTUAL WANTED
  [[ $2 == "$3" ]] || fail "$1: got '$2', wanted '$3'"
}
calls() { grep -c . "$here/calls" 2>/dev/null || true; }

mkdir -p "$here/tree/linter" "$here/tree/rules" "$here/tree/schemas" "$here/bin" "$here/work/sub"
cp "$source/dev" "$here/tree/dev"
touch -d '1 hour ago' "$here/tree/CMakeLists.txt" "$here/tree/linter/a.cpp" "$here/tree/linter" "$here/tree/rules" \
  "$here/tree/schemas"
cat >"$here/bin/cmake" <<'FAKE'
#!/usr/bin/env bash
echo "$*" >>"$HERE/calls"
echo "noise of the build"
[[ -z ${BREAK:-} ]] || { echo "the compiler's complaint"; exit 1; }
mkdir -p "$HERE/tree/build/fuzz"
printf '#!/bin/sh\necho "$PWD: $*" >"$HERE/fuzzed"\necho "Done 3 runs"\nexit "${CRASH:-0}"\n' >"$HERE/tree/build/fuzz/text_fuzz"
chmod +x "$HERE/tree/build/fuzz/text_fuzz"
printf '#!/bin/sh\necho "$PWD: $*"\nexit 1\n' >"$HERE/tree/build/release/celint"
chmod +x "$HERE/tree/build/release/celint"
FAKE
# The build installs nothing here, whatever the machine has.
cat >"$here/bin/apt-get" <<'FAKE'
#!/usr/bin/env bash
echo "apt-get $*" >>"$HERE/apt"
FAKE
cat >"$here/bin/apt-cache" <<'FAKE'
#!/usr/bin/env bash
[[ $2 != "${UNKNOWN_PACKAGE:-}" ]]
FAKE
cp "$here/bin/apt-get" "$here/bin/sudo"
chmod +x "$here"/bin/*
export HERE=$here PATH=$here/bin:$PATH
dev=$here/tree/dev

# lint builds, then runs from the caller's folder with the caller's paths and celint's exit code.
cd "$here/work/sub"
status=0
output=$("$dev" lint ../x.json --format sarif 2>"$here/stderr") || status=$?
expect "exit code of lint" "$status" 1
expect "celint's call" "$output" "$here/work/sub: check ../x.json --format sarif"
grep -q noise "$here/stderr" && fail "the build's noise was shown"
expect "calls of cmake" "$(calls)" 2

# A second run builds nothing and says nothing.
"$dev" lint . >/dev/null 2>"$here/stderr" || true
expect "calls of cmake in a second run" "$(calls)" 2
expect "messages of a second run" "$(<"$here/stderr")" ""

# A changed, a new and a removed source are each built.
touch "$here/tree/linter/a.cpp"
"$dev" build 2>/dev/null
expect "calls of cmake after a change" "$(calls)" 4
touch "$here/tree/rules/b.cpp"
"$dev" build 2>/dev/null
expect "calls of cmake after a new file" "$(calls)" 6
rm "$here/tree/rules/b.cpp"
"$dev" build 2>/dev/null
expect "calls of cmake after a removal" "$(calls)" 8

# A failed build shows its log, exits with 2 and is tried again.
touch "$here/tree/linter/a.cpp"
status=0
BREAK=1 "$dev" lint . >/dev/null 2>"$here/stderr" || status=$?
expect "exit code of a failed build" "$status" 2
grep -q "the compiler's complaint" "$here/stderr" || fail "the log of a failed build was not shown"
"$dev" build 2>/dev/null
expect "calls of cmake after a failure" "$(calls)" 11

# run: the variable, then PATH, then the build.
expect "run" "$("$dev" run --version || true)" "$here/work/sub: --version"
printf '#!/bin/sh\necho "on the path: $*"\n' >"$here/bin/celint"
chmod +x "$here/bin/celint"
expect "run with celint on PATH" "$("$dev" run --version)" "on the path: --version"
expect "run with a variable" "$(CELINT_BINARY=/bin/echo "$dev" run check "a b")" "check a b"
rm "$here/bin/celint"

# fuzz: each program of tests/fuzz for so many seconds, from the fixtures' configurations; fails if one does.
mkdir -p "$here/tree/tests/fuzz" "$here/tree/fixtures/a"
touch "$here/tree/tests/fuzz/text_fuzz.cpp"
printf '{"nextflowConfig": "a = \\"x\\"\\nb = 2"}' >"$here/tree/fixtures/a/ce.json"
printf '#!/bin/sh\n' >"$here/bin/clang++"
chmod +x "$here/bin/clang++"
expect "figures of fuzz" "$("$dev" fuzz 7 2>/dev/null)" "Done 3 runs"
grep -q -e '-max_total_time=7 .*corpus/text_fuzz seeds .*/fixtures' "$here/fuzzed" || fail "fuzz did not pass its time and folders"
expect "a seed" "$(<"$here/tree/build/fuzz/seeds/1")" $'a = "x"\nb = 2'
status=0
CRASH=1 "$dev" fuzz 7 >/dev/null 2>&1 || status=$?
expect "exit code of a fuzzer that found something" "$status" 1

# Packages: run installs none; build installs what is missing, with one update, or says what apt lacks.
sed -i 's|^catch2 .*|catch2 /nonexistent/catch.hpp|' "$dev"
touch "$here/tree/linter/a.cpp"
status=0
"$dev" run check . >/dev/null 2>"$here/stderr" || status=$?
expect "exit code of run without packages" "$status" 2
grep -q "missing: apt-get install.* catch2" "$here/stderr" || fail "run did not say what is missing"
[[ ! -e $here/apt ]] || fail "run called apt-get"
status=0
UNKNOWN_PACKAGE=catch2 "$dev" build >/dev/null 2>"$here/stderr" || status=$?
expect "exit code when apt lacks a package" "$status" 2
grep -q "apt does not know the package catch2" "$here/stderr" || fail "the package that apt lacks was not named"
rm "$here/apt"
"$dev" build 2>/dev/null
expect "updates" "$(grep -c ' update$' "$here/apt")" 1
grep -q ' install .* catch2$' "$here/apt" || fail "the missing package was not installed"

status=0
"$dev" nonsense >/dev/null 2>&1 || status=$?
expect "exit code of a wrong command" "$status" 2
echo "dev_test: ok"
