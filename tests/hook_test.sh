#!/usr/bin/env bash
# The hooks under the real pre-commit: a commit that is blocked, one that passes, a changed trust policy against an
# unchanged compute environment. Usage: hook_test.sh REPOSITORY CELINT. Exit 77: skipped.
set -euo pipefail
repository=$1
export CELINT_BINARY=$2
command -v pre-commit >/dev/null || { echo "pre-commit is not installed: skipped"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PRE_COMMIT_HOME=$work/cache GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
fail() { echo "FAILED: $*"; exit 1; }

# The hook repository: pre-commit clones it at a revision.
hooks=$work/hooks
mkdir "$hooks"
cp "$repository/.pre-commit-hooks.yaml" "$repository/dev" "$hooks"
project=$work/project
cp -r "$repository/fixtures/environments/healthy" "$project"
for folder in "$hooks" "$project"; do
  git -C "$folder" init -q
  git -C "$folder" config user.name example
  git -C "$folder" config user.email example@example.com
done
git -C "$hooks" add .
git -C "$hooks" commit -qm hooks

cd "$project"
use_hook() {
  printf 'repos:\n- repo: %s\n  rev: %s\n  hooks:\n  - id: %s\n' "$hooks" "$(git -C "$hooks" rev-parse HEAD)" "$1" \
    >.pre-commit-config.yaml
  git add .pre-commit-config.yaml
}
pre-commit validate-manifest "$hooks/.pre-commit-hooks.yaml"

use_hook celint
pre-commit install >/dev/null
git add .
git commit -qm "a healthy project" >"$work/out" 2>&1 || { cat "$work/out"; fail "a healthy project must pass"; }

# Only the trust policy changes; what it breaks stands in files that do not.
sed -i 's/system:serviceaccount:tower-nf:tower-launcher-sa/system:serviceaccount:other:tower-launcher-sa/' \
  roles/example-nf-head/trust.json
git add .
if git commit -qm "another namespace" >"$work/out" 2>&1; then fail "the changed trust policy must block the commit"; fi
grep -q 'subject-mismatch' "$work/out" || { cat "$work/out"; fail "the finding is not shown"; }

# The fault stays where it is: a commit of another file is not blamed for it by celint, but is by celint-all.
git commit -qm "the fault" --no-verify
echo '# A comment.' >>kubernetes/aws-auth.yaml
git add .
git commit -qm "a comment" >"$work/out" 2>&1 || { cat "$work/out"; fail "an unrelated file must pass"; }
use_hook celint-all
if git commit -qm "the whole project" >"$work/out" 2>&1; then fail "celint-all must see the fault"; fi
grep -q 'subject-mismatch' "$work/out" || { cat "$work/out"; fail "celint-all does not show the finding"; }
echo "passed"
