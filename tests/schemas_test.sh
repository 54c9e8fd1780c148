#!/usr/bin/env bash
# The samples of fixtures/documents against schemas/, judged by npm ajv, a validator that is not ours.
# Usage: schemas_test.sh REPOSITORY CELINT
set -euo pipefail
repository=$1
command -v node >/dev/null && command -v npm >/dev/null || { echo "node and npm are not installed: skipped"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! timeout 100 npm install --silent --no-fund --no-audit --prefix "$work" ajv@8 >/dev/null 2>&1; then
  echo "npm or its package ajv cannot be reached: skipped"
  exit 77
fi
cat >"$work/validate.mjs" <<'SCRIPT'
import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
const [work, repository] = process.argv.slice(2)
const Ajv = createRequire(work + '/')('ajv/dist/2020')
const ajv = new (Ajv.default ?? Ajv)({ strict: true, strictTypes: false, strictRequired: false, allErrors: true })
const read = path => JSON.parse(readFileSync(`${repository}/${path}`, 'utf8'))
const validators = {}
for (const file of readdirSync(`${repository}/schemas`).filter(name => name.endsWith('.schema.json')))
  validators[file.replace('.schema.json', '')] = ajv.compile(read(`schemas/${file}`))
const samples = {
  'api-create/compute-env.json': 'compute-environment', 'api-get/compute-env.json': 'compute-environment',
  'api-list/compute-envs.json': 'compute-environment', 'api-list/full.json': 'compute-environment',
  'tw-json-export/compute-env.json': 'compute-environment', 'tw-json-view/compute-env.json': 'compute-environment',
  'credential/credential.json': 'credential', 'credential/list.json': 'credential',
  'terraform-plan/plan.json': 'terraform', 'terraform-state/state.json': 'terraform',
  'cloudformation/template.json': 'cloudformation'
}
let failed = 0
const expect = (valid, schema, value, what) => {
  if (validators[schema](value) === valid) return
  failed += 1
  console.log(`${what}: ${valid ? JSON.stringify(validators[schema].errors) : 'should be refused'}`)
}
for (const [path, schema] of Object.entries(samples)) expect(true, schema, read(`fixtures/documents/${path}`), path)
// What the samples of faults hold must be refused: a validator that takes everything proves nothing.
expect(false, 'compute-environment', read('fixtures/documents/tw-export/compute-env.json'), 'a config with fusionEnabled')
expect(false, 'credential', { keys: [] }, 'keys as a list')
expect(false, 'terraform', { planned_values: {} }, 'a plan without its format')
expect(false, 'identity-policy', { Version: '2012-10-17', Statement: [{ Effect: 'allow' }] }, 'Effect allow')
expect(true, 'identity-policy', { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }, 'one statement')
expect(false, 'cluster', { cluster: { name: ['a'] } }, 'a name as a list')
console.log(`${Object.keys(validators).length} schemas, ${Object.keys(samples).length} samples, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
SCRIPT
node "$work/validate.mjs" "$work" "$repository"
echo "passed"
