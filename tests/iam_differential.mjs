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
        const value = String(pick(listOf(values).concat('other'))).replaceAll('*', 'x').replaceAll('?', 'y').replaceAll('${', 'z{')
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

/** Half of the sets are managed policies, as far as there are any. */
function policySets(count, corpus) {
  const managed = []
  const folder = corpus && join(corpus, 'managed-policies')
  if (folder && existsSync(folder))
    for (const file of readdirSync(folder).sort().filter((f) => f.endsWith('.json'))) {
      const text = readFileSync(join(folder, file), 'utf8')
      if (!text.trim()) continue
      const json = JSON.parse(text)
      const policy = json.PolicyVersion?.Document ?? json.Document ?? json
      if (policy.Statement) managed.push({ name: file, principal: kUser, identity: [policy], owner: kAccount })
    }
  const share = Math.min(1, count / 2 / Math.max(1, managed.length))
  const sets = managed.filter(() => chance(share))
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
// Each is shown, not assumed: the case is rewritten so that it means the same to celint and no longer holds what the two
// read differently, and the evaluator must then give celint's answer.

const glob = (pattern, flags = '') =>
  new RegExp('^' + pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^]*').replaceAll('?', '[^]') + '$', flags)
const partsOf = (arn) => [...arn.split(':').slice(0, 5), arn.split(':').slice(5).join(':')]
/** An ARN pattern against an ARN, part by part. */
const matchesArn = (pattern, arn) => {
  const theirs = partsOf(arn)
  return partsOf(pattern).every((part, i) => glob(part, i < 5 ? 'i' : '').test(theirs[i] ?? ''))
}
const isShort = (pattern) => pattern !== '*' && pattern.split(':').length < 6
const padded = (pattern) => pattern.split(':').concat(Array(6).fill('*')).slice(0, 6).join(':')
const kNothing = 'arn:aws:s3:::there-is-no-such-bucket'

function mapStatements(one, change) {
  const set = structuredClone(one.set)
  for (const policy of [...set.identity, set.boundary, set.resource].filter(Boolean)) {
    policy.Statement = listOf(policy.Statement)
    for (const statement of policy.Statement) change(statement, policy)
  }
  return { set, request: one.request }
}
const mapEntries = (fields, change) => (one) =>
  mapStatements(one, (statement, policy) => {
    for (const field of fields)
      if (statement[field] !== undefined) {
        const list = listOf(statement[field]).flatMap((entry) => change(entry, field, one, policy))
        statement[field] = list.length ? list : [kNothing]
      }
  })
/** `change(operator, key, values, policy, one)` gives the new values, or nothing to drop the condition. */
const mapConditions = (change) => (one) =>
  mapStatements(one, (statement, policy) => {
    for (const [operator, keys] of Object.entries(statement.Condition ?? {}))
      for (const [key, values] of Object.entries(keys)) {
        const changed = change(operator, key, listOf(values), policy, one)
        if (changed === undefined) delete keys[key]
        else keys[key] = changed
      }
  })
const contextValue = (one, key) => Object.entries(one.request.context).find(([k]) => k.toLowerCase() === key.toLowerCase())?.[1]
const hasAbsentVariable = (text, one) =>
  [...String(text).matchAll(/\$\{([^},]+)\}/g)].some(([, key]) => !['*', '?', '$'].includes(key) && contextValue(one, key.trim()) === undefined)
const isVersion6 = (text) => String(text).includes(':')
const withResourcePolicy = (one, effect) => ({ request: one.request, set: { ...one.set, resource: { Version: '2012-10-17', Statement: [
  { Effect: effect, Principal: { AWS: `arn:aws:iam::${kAccount}:root` }, Action: '*', Resource: '*' }] } } })

const kKnown = [
  ['variables are text in a policy of version 2008-10-17', (one) => {
    const old = (policy) => policy.Version !== '2012-10-17'
    const text = (entry, policy) => (old(policy) ? String(entry).replaceAll('${', '${$}{') : entry)
    const entries = mapEntries(['Resource', 'NotResource'], (entry, field, c, policy) => [text(entry, policy)])(one)
    const both = mapConditions((operator, key, values, policy) => values.map((value) => text(value, policy)))({ ...one, ...entries })
    for (const policy of [...both.set.identity, both.set.boundary, both.set.resource].filter(Boolean)) policy.Version = '2012-10-17'
    return both
  }],
  ['a negated operator holds when the variable of its value is absent', mapConditions((operator, key, values, policy, one) =>
    values.map((value) => (/not/i.test(operator) && hasAbsentVariable(value, one) ? 'no value is like this' : value)))],
  ['a pattern whose resource part is only a wildcard covers actions without resource', (one) => {
    const service = one.request.action.split(':')[0].toLowerCase()
    const covers = (entry) => {
      if (one.request.resource !== '*') return false
      if (entry === '*') return true
      if (isShort(entry)) return matchesArn(padded(entry), `arn:aws:${service}:::`)
      const parts = partsOf(entry), owner = parts[2].toLowerCase()
      const rest = owner === 's3' ? /^[*]$/ : /^([\w-]+[:/])?[*]$/
      return ['*', service].includes(owner) && rest.test(parts[5])
    }
    return mapStatements(one, (statement) => {
      if (listOf(statement.Resource).some(covers)) statement.Resource = '*'
      if (!listOf(statement.NotResource).some(covers)) return
      delete statement.NotResource  // All is spared.
      statement.Action = 'there:IsNoSuchAction'
      delete statement.NotAction
      statement.Resource = kNothing
    })
  }],
  ['a NotResource with an absent variable spares nothing', mapEntries(['NotResource'], (entry, field, one) =>
    hasAbsentVariable(entry, one) ? [] : [entry])],
  ['a variable whose value is the empty text stands for it', (one) => {
    const empty = (text) => String(text).replace(/\$\{([^},]+)\}/g, (all, key) => (contextValue(one, key.trim()) === '' ? '' : all))
    const entries = mapEntries(['Resource', 'NotResource'], (entry) => [empty(entry)])(one)
    return mapConditions((operator, key, values) => values.map(empty))({ ...one, ...entries })
  }],
  ['an address of one IP version is in no range of the other', mapConditions((operator, key, values, policy, one) => {
    const address = contextValue(one, key)
    if (!/IpAddress/i.test(operator) || address === undefined) return values
    const others = isVersion6(address) ? '2001:db8:ffff:ffff:ffff::/128' : '198.51.100.255/32'
    return values.map((value) => (isVersion6(value) === isVersion6(address) ? value : others))
  })],
  ['an ARN pattern of too few parts is filled up with `*`', mapEntries(['Resource', 'NotResource'], (entry) => [isShort(entry) ? padded(entry) : entry])],
  ["a wildcard in a resource's type matches: AWS's own policies rely on it", mapEntries(['Resource', 'NotResource'], (entry, field, one) =>
    entry !== '*' && !entry.includes('${') && one.request.resource !== '*' && matchesArn(entry, one.request.resource) ? [one.request.resource] : [entry])],
  ['0.0.0.0/0 is every IPv4 address', mapConditions((operator, key, values) =>
    values.flatMap((value) => (value === '0.0.0.0/0' ? ['0.0.0.0/1', '128.0.0.0/1'] : [value])))],
  ['ArnLike with `*` alone matches every ARN', mapConditions((operator, key, values) =>
    values.map((value) => (/^(for\w+:)?arn/i.test(operator) && value === '*' ? 'arn:*:*:*:*:*' : value)))],
  ['ForAnyValue with IfExists holds when the key is absent', mapConditions((operator, key, values, policy, one) =>
    /^ForAnyValue:.*IfExists$/i.test(operator) && contextValue(one, key) === undefined ? undefined : values)],
  ['`*:*` is `*`', mapEntries(['Action', 'NotAction'], (entry) => [entry === '*:*' ? '*' : entry])]
]
/** Ours is `depends` because the resource's policy was not given: the evaluator's answer must hang on that policy. */
const kHangs = 'the policy of the resource must allow, or its owner is another account, and it was not given'

const rewrittenByAll = (one) => kKnown.reduce((so, [, rewrite]) => ({ ...one, ...rewrite(so) }), one)
/** Every rewriting of a case that changes it, and all of them one after the other. */
function rewritings(one) {
  const changed = (other) => JSON.stringify(other.set) !== JSON.stringify(one.set)
  const result = kKnown.map(([reason, rewrite]) => ({ reason, ...rewrite(one) })).filter(changed)
  const { set, request } = rewrittenByAll(one)
  if (result.length > 1) result.push({ reason: 'several of these together', set, request })
  return result
}
const kNames = { Allowed: 'allowed', ExplicitlyDenied: 'denied', ImplicitlyDenied: 'not-allowed' }
const kVerdicts = Object.fromEntries(Object.entries(kNames).map(([theirs, ours]) => [ours, theirs]))

/** The evaluator's answers. */
function askOracle(folder, cases) {
  const file = join(folder, 'cases.json')
  writeFileSync(file, JSON.stringify(cases.map(({ set, request }) => ({ set, request }))))
  const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--oracle', file], { encoding: 'utf8', maxBuffer: 1 << 30 })
  const answers = run.stdout.split('\n').slice(0, -1)
  if (answers.length !== cases.length) throw new Error(`the evaluator gave ${answers.length} answers to ${cases.length} cases: ${run.stderr}`)
  return answers
}

/** Gives each disagreement the first reason that reproduces celint's answer, if there is one. */
function explain(folder, disagreements) {
  const tries = []
  disagreements.forEach((one, at) => {
    if (one.ours === 'depends' && !one.set.resource)
      for (const so of [one, rewrittenByAll(one)])
        tries.push({ at, reason: kHangs, wants: 'ExplicitlyDenied', ...withResourcePolicy(so, 'Deny') },
          { at, reason: kHangs, wants: 'Allowed', ...withResourcePolicy(so, 'Allow') })
    else
      for (const rewriting of rewritings(one)) tries.push({ at, wants: kVerdicts[one.ours], ...rewriting })
  })
  const answers = askOracle(folder, tries)
  for (const [at, one] of disagreements.entries()) {
    const fits = tries.filter((t, i) => t.at === at && answers[i] === t.wants)
    // With a policy that denies the one answer, with one that allows the other: as it is, or rewritten.
    const hangs = one.ours === 'depends' && new Set(fits.map((t) => t.wants)).size === 2
    one.reason = one.ours === 'depends' ? (hangs ? kHangs : undefined) : fits[0]?.reason
  }
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
  const sets = policySets(Math.ceil(total / perSet), argument('corpus', process.env.CELINT_CORPUS))
  const cases = []
  for (const set of sets) for (const request of requestsFor(set, perSet, lookUp)) cases.push({ set, request })
  const theirs = askOracle(folder, cases)

  const counts = new Map(), verdicts = new Map(), disagreements = []
  for (let begin = 0; begin < cases.length; ) {
    let end = begin
    while (end < cases.length && cases[end].set === cases[begin].set) ++end
    const ours = askCelint(celint, folder, cases[begin].set, cases.slice(begin, end).map((c) => c.request))
    ours.forEach((our, i) => {
      const { set, request } = cases[begin + i], their = theirs[begin + i]
      verdicts.set(our, (verdicts.get(our) ?? 0) + 1)
      if (kNames[their] !== our) disagreements.push({ set, request, ours: our, theirs: their })
    })
    begin = end
  }
  explain(folder, disagreements)
  for (const { reason } of disagreements) counts.set(reason ?? 'UNEXPLAINED', (counts.get(reason ?? 'UNEXPLAINED') ?? 0) + 1)
  const surprises = disagreements.filter((one) => !one.reason)
  rmSync(folder, { recursive: true })
  console.log(`${cases.length} requests against ${sets.length} sets of policies: ${[...verdicts].map(([v, n]) => `${n} ${v}`).join(', ')}`)
  for (const [reason, count] of counts) console.log(`${count} differ: ${reason}`)
  for (const surprise of surprises.slice(0, Number(argument('show', '5')))) console.log(JSON.stringify(surprise))
  return surprises.length ? 1 : 0
}

if (argument('oracle')) await runOracle(argument('oracle'))
else process.exitCode = main()
