#!/usr/bin/env node
// Compares `celint access` with an independent IAM evaluator on generated requests and prints every kind of disagreement.
//
//   node tests/iam_differential.mjs --celint build/celint [--requests 20000] [--corpus DIR] [--seed 1]
//
// The evaluator is npm @cloud-copilot/iam-simulate (AGPL-3.0). It is fetched into a temporary folder, asked in a process of
// its own, and never part of celint. Without npm or the package the test is skipped. DIR/managed-policies/*.json are AWS
// managed policies. Exit code 1: a disagreement that no known difference explains.
import { spawnSync } from 'child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import { fileURLToPath, pathToFileURL } from 'url'

const argument = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? fallback : process.argv[at + 1]
}
const home = process.env.IAM_ORACLE_DIR || join(tmpdir(), 'celint-iam-oracle')
const packages = join(home, 'node_modules', '@cloud-copilot')

// ---- The evaluator, in a process of its own: cases in, verdicts out.

async function runOracle(casesFile) {
  const load = (path) => import(pathToFileURL(join(packages, path)))
  const { authorize } = await load('iam-simulate/dist/esm/core_engine/CoreSimulatorEngine.js')
  const { AwsRequestImpl } = await load('iam-simulate/dist/esm/request/request.js')
  const { RequestContextImpl } = await load('iam-simulate/dist/esm/requestContext.js')
  const { DiscoveryContextKeyConstraints } = await load('iam-simulate/dist/esm/context_keys/discoveryContextKeyConstraints.js')
  const { loadPolicy } = await load('iam-policy/dist/esm/index.js')
  const policies = (list) => list.map((policy, i) => loadPolicy(policy, { name: String(i) }))
  for (const { set, request } of JSON.parse(readFileSync(casesFile, 'utf8'))) {
    const resource = { resource: request.resource, accountId: request.resourceAccount }
    const context = new RequestContextImpl(request.context)
    let verdict
    try {
      verdict = authorize({
        request: new AwsRequestImpl(set.principal, resource, request.action, context, request.resource === '*'),
        identityPolicies: policies(set.identity),
        resourcePolicy: set.resource && loadPolicy(set.resource, { name: 'resource' }),
        permissionBoundaries: set.boundary && policies([set.boundary]),
        serviceControlPolicies: [], resourceControlPolicies: [],
        simulationParameters: { simulationMode: 'Strict', discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints([]) }
      }).result
    } catch (error) {
      verdict = `error: ${error.message}`
    }
    console.log(verdict)
  }
}

function fetchOracle() {
  if (existsSync(join(packages, 'iam-simulate'))) return true
  mkdirSync(home, { recursive: true })
  const names = ['@cloud-copilot/iam-simulate@0.1.173', '@cloud-copilot/iam-policy@0.1.109']
  const npm = spawnSync('npm', ['install', '--no-fund', '--no-audit', '--prefix', home, ...names], { stdio: 'ignore', timeout: 120000 })
  return npm.status === 0 && existsSync(join(packages, 'iam-simulate'))
}

// ---- Random material.

let state = 0
/** mulberry32: the same seed gives the same cases. */
function random() {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const below = (n) => Math.floor(random() * n)
const pick = (list) => list[below(list.length)]
const chance = (p) => random() < p
const some = (list, most) => Array.from({ length: 1 + below(most) }, () => pick(list))
const listOf = (value) => (Array.isArray(value) ? value : value === undefined ? [] : [value])

const kAccount = '111122223333', kOther = '444455556666'
const kUser = `arn:aws:iam::${kAccount}:user/ada`
const kRole = `arn:aws:iam::${kAccount}:role/worker`, kSession = `arn:aws:sts::${kAccount}:assumed-role/worker/s1`
const kActions = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket', 's3:GetBucketAcl', 'eks:DescribeCluster',
  'eks:ListClusters', 's3:ListAllMyBuckets', 'iam:PassRole', 'iam:GetRole', 'ec2:RunInstances', 'ec2:DescribeInstances', 'sqs:SendMessage']
const kActionPatterns = [...kActions, '*', 's3:*', 'S3:get*', 's3:?etObject', 'eks:*', 'EKS:describecluster', 'iam:*Role', 'ec2:Describe*',
  's3:GetObject,PutObject', 's3:*Object', 's3:List*']
const kResources = ['arn:aws:s3:::a', 'arn:aws:s3:::a/x', 'arn:aws:s3:::a/x/y:z', 'arn:aws:s3:::ab', 'arn:aws:s3:::b/ada/k', 'arn:aws:s3:::A/x',
  `arn:aws:eks:eu-west-1:${kAccount}:cluster/c`, `arn:aws:eks:eu-west-1:${kAccount}:cluster/d`, `arn:aws:iam::${kAccount}:role/worker`,
  `arn:aws:iam::${kAccount}:role/team/x`, `arn:aws:sqs:eu-west-1:${kAccount}:q`, `arn:aws:ec2:eu-west-1:${kAccount}:instance/i-1`]
const kResourcePatterns = [...kResources, '*', 'arn:aws:s3:::a/*', 'arn:aws:s3:::a*', 'arn:aws:s3:::*', 'arn:aws:s3:::?/x', 'arn:aws:*:*:*:*',
  'arn:aws:s3', 'arn:aws:s*', 'arn:*', 'arn:aws:eks:*:*:cluster/?', `arn:aws:eks:eu-*:${kAccount}:*`, 'ARN:aws:S3:::a/*', 'arn:aws:*:x',
  'arn:aws:s3:::b/${aws:username}/*', 'arn:aws:s3:::b/${aws:PrincipalTag/none}/*', "arn:aws:s3:::${aws:PrincipalTag/none, 'a'}/*",
  `arn:aws:iam::${kAccount}:role/*`, `arn:aws:iam::${kAccount}:role/team/*`]
const kOperators = {
  String: ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'],
  Numeric: ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map((o) => `Numeric${o}`),
  Date: ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map((o) => `Date${o}`),
  Bool: ['Bool'], IPAddress: ['IpAddress', 'NotIpAddress'], ARN: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'], Binary: ['BinaryEquals']
}
const kValues = {
  String: ['a', 'A', 'ada', 'a*', '*', 'a?a', 'b', '', 'x y', '${aws:username}', "${aws:PrincipalTag/none, 'a'}"],
  Numeric: ['1', '1.0', '-2', '10', '05', 'x'],
  Date: ['2020-01-01T00:00:00Z', '2020-06-01T12:00:00+02:00', '2020-01-01', '2021-12-31T23:59:59.5Z', 'soon'],
  Bool: ['true', 'false', 'TRUE'],
  IPAddress: ['10.0.0.0/8', '10.1.2.3', '192.0.2.0/24', '2001:db8::/32', '2001:db8::1', 'nowhere', '0.0.0.0/0'],
  ARN: ['arn:aws:s3:::a', 'arn:aws:s3:::a*', 'arn:aws:*:::a', 'arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:role/worker', 'a', 'arn:aws:s3*'],
  Binary: ['QQ==', 'QUI=']
}
const kFacts = {
  String: ['a', 'A', 'ada', 'aba', 'a*', 'b', ''], Numeric: ['1', '-2', '3.5', '10', 'x'],
  Date: ['2020-01-01T00:00:00Z', '2019-05-05T05:05:05Z', '2022-01-01T00:00:00Z'], Bool: ['true', 'false'],
  IPAddress: ['10.1.2.3', '192.0.2.7', '203.0.113.9', '2001:db8::1', '2001:db9::1'],
  ARN: ['arn:aws:s3:::a', 'arn:aws:s3:::ab/c:d', 'arn:aws:iam::111122223333:role/worker', 'a'], Binary: ['QQ==', 'QUI=']
}
const kKeys = { String: ['aws:username', 'aws:PrincipalTag/team', 'aws:UserAgent'], Numeric: ['s3:max-keys'], Date: ['aws:CurrentTime'],
  Bool: ['aws:SecureTransport', 'aws:MultiFactorAuthPresent'], IPAddress: ['aws:SourceIp'], ARN: ['aws:PrincipalArn', 'aws:SourceArn'], Binary: ['aws:example'] }

function randomCondition() {
  const condition = {}
  for (let i = 1 + below(2); i > 0; --i) {
    const type = pick(Object.keys(kOperators))
    let operator = pick(kOperators[type]), key = pick(kKeys[type]), values = some(kValues[type], 3)
    if (chance(0.1)) [operator, values] = ['Null', [pick(['true', 'false'])]]
    else if (chance(0.25)) operator += 'IfExists'
    if (operator !== 'Null' && type === 'String' && chance(0.3)) {
      operator = pick(['ForAllValues:', 'ForAnyValue:']) + operator
      key = 'aws:TagKeys'
    }
    condition[operator] = { ...condition[operator], [chance(0.2) ? key.toUpperCase() : key]: chance(0.4) ? values : values[0] }
  }
  return condition
}

function randomStatement(principals) {
  const statement = { Effect: chance(0.3) ? 'Deny' : 'Allow' }
  statement[chance(0.2) ? 'NotAction' : 'Action'] = some(kActionPatterns, 3)
  statement[chance(0.2) ? 'NotResource' : 'Resource'] = some(kResourcePatterns, 3)
  if (chance(0.4)) statement.Condition = randomCondition()
  if (principals) statement[statement.Effect === 'Deny' && chance(0.3) ? 'NotPrincipal' : 'Principal'] = randomPrincipal()
  return statement
}

function randomPrincipal() {
  const name = pick(['*', kUser, kRole, kSession, kAccount, `arn:aws:iam::${kAccount}:root`, kOther, `arn:aws:iam::${kAccount}:user/bob`])
  return name === '*' && chance(0.5) ? '*' : { AWS: name }
}

const randomPolicy = (principals) => ({ Version: chance(0.95) ? '2012-10-17' : '2008-10-17',
  Statement: Array.from({ length: 1 + below(3) }, () => randomStatement(principals)) })

function randomContext(policies) {
  const context = {}
  for (const [type, keys] of Object.entries(kKeys)) for (const key of keys) if (chance(0.5)) context[key] = pick(kFacts[type])
  if (chance(0.5)) context['aws:TagKeys'] = some(['a', 'b', 'A'], 2)
  // Keys of real policies, with values the policy names.
  for (const statement of policies.flatMap((p) => listOf(p.Statement)))
    for (const [operator, keys] of Object.entries(statement.Condition ?? {}))
      for (const [key, values] of Object.entries(keys)) {
        if (chance(0.4) || Object.keys(context).some((k) => k.toLowerCase() === key.toLowerCase())) continue
        const value = String(pick(listOf(values).concat('other'))).replaceAll('*', 'x').replaceAll('?', 'y')
        context[key] = /^for(any|all)/i.test(operator) ? [value] : value
      }
  return context
}

// ---- Requests.

function catalogue() {
  const read = (file) => JSON.parse(readFileSync(join(packages, 'iam-data/data', file), 'utf8'))
  const services = new Map()
  return (service) => {
    if (!services.has(service)) {
      try {
        services.set(service, { actions: read(`actions/${service}.json`), types: read(`resourceTypes/${service}.json`) })
      } catch {
        services.set(service, undefined)
      }
    }
    return services.get(service)
  }
}

const kSample = { Partition: 'aws', Region: 'eu-west-1', Account: kAccount }
const instance = (pattern) => pattern.replace(/\$\{[^}]*\}/g, 'ada').replace(/[*?]/g, () => pick(['x', 'a', 'role', '1']))
const fromTemplate = (arn) => arn.replace(/\$\{(\w+)\}/g, (_, name) => kSample[name] ?? 'x')

/** A request for an action that the catalogue lists, on a resource it may have. */
function requestFor(action, patterns, lookUp) {
  const [service, name] = action.split(':')
  const known = lookUp(service.toLowerCase())?.actions[name?.toLowerCase()]
  if (!known) return undefined
  const types = known.resourceTypes.map((t) => lookUp(service.toLowerCase()).types[t.name.toLowerCase()]?.arn).filter(Boolean)
  if (types.length === 0) return { action: `${service}:${known.name}`, resource: '*' }
  const near = patterns.filter((p) => p.split(':').length >= 6)
  return { action: `${service}:${known.name}`, resource: near.length && chance(0.6) ? instance(pick(near)) : fromTemplate(pick(types)) }
}

function actionsOf(policies, lookUp) {
  const names = []
  for (const pattern of policies.flatMap((p) => listOf(p.Statement)).flatMap((s) => [...listOf(s.Action), ...listOf(s.NotAction)])) {
    const [service, name] = pattern.split(':')
    const all = Object.values(lookUp(service.toLowerCase())?.actions ?? {}).map((a) => a.name)
    const shape = new RegExp(`^${(name ?? '*').replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i')
    const fitting = all.filter((a) => shape.test(a))
    if (fitting.length) names.push(`${service}:${pick(fitting)}`)
    if (all.length && chance(0.3)) names.push(`${service}:${pick(all)}`)
  }
  return names.length ? names : kActions
}

function requestsFor(set, count, lookUp) {
  const policies = [...set.identity, set.boundary, set.resource].filter(Boolean)
  const patterns = policies.flatMap((p) => listOf(p.Statement)).flatMap((s) => [...listOf(s.Resource), ...listOf(s.NotResource)])
  const requests = []
  for (let tries = 0; requests.length < count && tries < 10 * count; ++tries) {
    const action = chance(0.75) ? pick(actionsOf(policies, lookUp)) : pick(kActions)
    const request = set.generated && chance(0.5) ? requestFor(action, kResources, lookUp) : requestFor(action, patterns, lookUp)
    if (!request) continue
    const owner = request.resource.split(':')[4]
    requests.push({ ...request, resourceAccount: /^\d{12}$/.test(owner) ? owner : set.owner, context: randomContext(policies) })
  }
  return requests
}

function policySets(count, corpus) {
  const sets = []
  const folder = corpus && join(corpus, 'managed-policies')
  if (folder && existsSync(folder))
    for (const file of readdirSync(folder).sort().filter((f) => f.endsWith('.json'))) {
      const text = readFileSync(join(folder, file), 'utf8')
      if (!text.trim()) continue
      const json = JSON.parse(text)
      const policy = json.PolicyVersion?.Document ?? json.Document ?? json
      if (policy.Statement) sets.push({ name: file, principal: kUser, identity: [policy], owner: kAccount })
    }
  while (sets.length < count) {
    const set = { name: `generated-${sets.length}`, generated: true, principal: pick([kUser, kUser, kSession]), owner: kAccount,
      identity: Array.from({ length: 1 + below(2) }, () => randomPolicy(false)) }
    if (chance(0.3)) set.boundary = randomPolicy(false)
    if (chance(0.4)) set.resource = randomPolicy(true)
    if (set.resource && chance(0.3)) set.owner = kOther
    sets.push(set)
  }
  return sets
}

// ---- Differences that are known: ours follows AWS's documentation or output, or says "depends" where it cannot know.

const kKnown = [
  ['variables are text in a policy of version 2008-10-17', (c) =>
    c.policies.some((p) => p.Version !== '2012-10-17' && JSON.stringify(p).includes('${'))],
  ['a negated operator holds when the variable of its value is absent', (c) =>
    c.statements.some((s) => Object.entries(s.Condition ?? {}).some(([op, keys]) => /not/i.test(op) && JSON.stringify(keys).includes('${')))],
  ['a pattern whose resource part is only a wildcard covers actions without resource', (c) =>
    c.request.resource === '*' && c.statements.some((s) => [...listOf(s.Resource), ...listOf(s.NotResource)].some((r) => r !== '*' && (r.endsWith('*') || r.split(':').length < 6)))],
  ['NotResource with an absent variable spares only what the pattern could match', (c) =>
    c.statements.some((s) => listOf(s.NotResource).some((r) => r.includes('${')))],
  ['an address of one IP version is in no range of the other, so NotIpAddress holds', (c) =>
    c.statements.some((s) => Object.entries(s.Condition ?? {}).some(([op, keys]) => /NotIpAddress/i.test(op) && (JSON.stringify(keys) + c.request.context['aws:SourceIp']).includes('::')))],
  ['NotResource with an ARN of too few parts: what it spares is not documented', (c) =>
    c.statements.some((s) => listOf(s.NotResource).some((r) => r !== '*' && r.split(':').length < 6))],
  ["a wildcard in a resource's type matches: AWS's own policies rely on it", (c) =>
    c.statements.some((s) => [...listOf(s.Resource), ...listOf(s.NotResource)].some((r) => /^[^:]*:[^:]*:(?!s3:)[^:]*:[^:]*:[^:]*:[^:/]*[*?][^:/]*[:/]/.test(r)))],
  ['0.0.0.0/0 is every IPv4 address', (c) => c.statements.some((s) => JSON.stringify(s.Condition ?? {}).includes('0.0.0.0/0'))],
  ['ArnLike with `*` alone matches every ARN', (c) =>
    c.statements.some((s) => Object.entries(s.Condition ?? {}).some(([op, keys]) => /arn/i.test(op) && Object.values(keys).some((v) => listOf(v).includes('*'))))],
  ['the policy of a key or role must allow; none was given', (c) => c.ours === 'depends' && /^(kms|sts):/.test(c.request.action)],
  ['the owner is another account and its policy was not given', (c) => c.ours === 'depends' && c.request.resourceAccount !== kAccount && !c.set.resource],
  ['ForAnyValue with IfExists holds when the key is absent', (c) => c.statements.some((s) => Object.keys(s.Condition ?? {}).some((op) => /^ForAnyValue:.*IfExists$/i.test(op)))],
  ['`*:*` is `*`', (c) => c.statements.some((s) => [...listOf(s.Action), ...listOf(s.NotAction)].includes('*:*'))]
]
const kNames = { Allowed: 'allowed', ExplicitlyDenied: 'denied', ImplicitlyDenied: 'not-allowed' }

function explain(set, request, ours) {
  const policies = [...set.identity, set.boundary, set.resource].filter(Boolean)
  const one = { set, request, ours, policies, statements: policies.flatMap((p) => listOf(p.Statement)) }
  return kKnown.find(([, fits]) => fits(one))?.[0]
}

function askCelint(celint, folder, set, requests) {
  const file = (name, value) => {
    writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value))
    return join(folder, name)
  }
  const options = ['access', '--format', 'json', '--principal', set.principal]
  set.identity.forEach((policy, i) => options.push('--policy', file(`identity-${i}.json`, policy)))
  if (set.boundary) options.push('--boundary', file('boundary.json', set.boundary))
  if (set.resource) options.push('--resource-policy', file('resource.json', set.resource))
  options.push('--requests', file('requests.jsonl', requests.map((r) => JSON.stringify(r)).join('\n') + '\n'))
  const run = spawnSync(celint, options, { encoding: 'utf8', maxBuffer: 1 << 28 })
  const lines = run.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line).decision)
  if (lines.length !== requests.length) throw new Error(`celint gave ${lines.length} answers to ${requests.length} requests: ${run.stderr}`)
  return lines
}

function main() {
  const celint = argument('celint'), total = Number(argument('requests', '20000'))
  if (!celint) {
    console.error('usage: iam_differential.mjs --celint PROGRAM [--requests N] [--corpus DIR] [--seed N]')
    return 2
  }
  if (!fetchOracle()) {
    console.log('skipped: npm or the package @cloud-copilot/iam-simulate cannot be reached')
    return 0
  }
  state = Number(argument('seed', '1'))
  const perSet = 20, lookUp = catalogue(), folder = mkdtempSync(join(tmpdir(), 'celint-differential-'))
  let sets = policySets(Math.ceil(total / perSet), argument('corpus', process.env.CELINT_CORPUS))
  if (sets.length * perSet > total) sets = sets.filter((set) => set.generated || chance((0.6 * total) / (sets.length * perSet)))
  const cases = []
  for (const set of sets) for (const request of requestsFor(set, perSet, lookUp)) cases.push({ set, request })
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(cases))
  const oracle = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--oracle', join(folder, 'cases.json')], { encoding: 'utf8', maxBuffer: 1 << 30 })
  const theirs = oracle.stdout.split('\n').slice(0, -1)
  if (theirs.length !== cases.length) throw new Error(`the evaluator gave ${theirs.length} answers to ${cases.length} cases: ${oracle.stderr}`)

  const counts = new Map(), verdicts = new Map(), surprises = []
  for (let begin = 0; begin < cases.length; ) {
    let end = begin
    while (end < cases.length && cases[end].set === cases[begin].set) ++end
    const ours = askCelint(celint, folder, cases[begin].set, cases.slice(begin, end).map((c) => c.request))
    ours.forEach((our, i) => {
      const { set, request } = cases[begin + i], their = theirs[begin + i]
      verdicts.set(our, (verdicts.get(our) ?? 0) + 1)
      if (kNames[their] === our) return
      const reason = explain(set, request, our) ?? (their.startsWith('error') ? 'the evaluator failed' : undefined)
      if (!reason) surprises.push({ set, request, ours: our, theirs: their })
      counts.set(reason ?? 'UNEXPLAINED', (counts.get(reason ?? 'UNEXPLAINED') ?? 0) + 1)
    })
    begin = end
  }
  rmSync(folder, { recursive: true })
  console.log(`${cases.length} requests against ${sets.length} sets of policies: ${[...verdicts].map(([v, n]) => `${n} ${v}`).join(', ')}`)
  for (const [reason, count] of counts) console.log(`${count} differ: ${reason}`)
  for (const surprise of surprises.slice(0, Number(argument('show', '5')))) console.log(JSON.stringify(surprise))
  return surprises.length ? 1 : 0
}

if (argument('oracle')) await runOracle(argument('oracle'))
else process.exitCode = main()
