/**
 * Reads Segment's tracking plans in their three forms. Public API: `GET /tracking-plans/{id}/rules`, rules with `type`,
 * `key`, `version` and a `jsonSchema` of the whole message (docs.segmentapis.com, Tracking Plans; the Terraform
 * provider segmentio/segment has the same in `segment_tracking_plan.rules`). Typewriter: `plan.json`, where the schema
 * is that of the properties alone (segmentio/typewriter, src/api/trackingplans.ts, `sanitizeTrackingPlan`). Config API,
 * which came before: `rules.events[].rules` (the same file, `SegmentAPI.TrackingPlanV1`).
 */
import { inText, isObject, type Json, type JsonObject, objectOr } from '../../core/json'
import { CALLS, type Foreign, Gathering, objectsOf, shown, textOf } from './reader'

/** What it was read from, in words. */
type Read = Foreign & { readonly from: string }

/** Reads any of the three; null where it is none. */
export function readSegment(json: Json): Read | null {
  const data = isObject(json) && isObject(json.data) ? json.data : json
  const plan = isObject(data) && isObject(data.trackingPlan) ? { ...data, ...data.trackingPlan } : data
  if (isObject(plan) && isObject(plan.rules) && Array.isArray(plan.rules.events)) return ofConfigApi(plan, plan.rules)
  const rules = Array.isArray(plan) ? plan : isObject(plan) && Array.isArray(plan.rules) ? plan.rules : null
  const isAnswer = data !== json
  const isEmpty = isAnswer && rules?.length === 0
  if (!isEmpty && !rules?.some((rule: Json) => isObject(rule) && isObject(rule.jsonSchema))) return null
  const more = isObject(data) ? objectOr(data.pagination ?? objectOr(json).pagination).next : undefined
  const read = ofRules(rules as readonly Json[], isObject(plan) ? plan : {}, textOf(more) !== undefined)
  // Typewriter's file is an object with `rules` at its top, and has the properties' schemas alone.
  const isFile = !isAnswer && isObject(json) && !rules.some((rule) => isMessage(objectOr(rule).jsonSchema))
  return { ...read, from: isFile ? 'Typewriter’s plan.json' : 'Segment’s Public API' }
}

/** `isPart`: more rules are on the next page of what the Public API has answered. */
function ofRules(rules: readonly Json[], plan: JsonObject, isPart: boolean): Foreign {
  const all = new Gathering()
  if (isPart) all.lose('pagination.next', 'Rules on the next pages are not in this file: fetch the whole list.')
  for (const [i, rule] of rules.entries()) {
    if (!isObject(rule)) {
      all.lose(`rules[${i}]`, 'It is not a rule.')
      continue
    }
    const { jsonSchema: schema, version, deprecatedAt } = rule
    const kind = inText(rule.type ?? 'TRACK').toLowerCase()
    const name = textOf(rule.key)
    const place = name ? `rule “${name}”` : `the rule for ${kind}`
    const type = Object.hasOwn(CALLS, kind) ? CALLS[kind] : undefined
    if (!type) {
      all.lose(place, `Rules of the type ${shown(rule.type)} are for every message: they are not judged.`)
      continue
    }
    if (type === 'event' && !name) {
      all.lose(place, 'It names no event.')
      continue
    }
    const newer = rules.some((other) => isObject(other) && isSameRule(other, rule) && over(other.version, version))
    if (newer) {
      all.lose(`${place}, version ${shown(version)}`, 'Only its newest version is judged.')
      continue
    }
    if (typeof deprecatedAt === 'string' && !deprecatedAt.startsWith('0001-'))
      all.lose(place, 'It is deprecated, and judged as any other.')
    add(all, { type, name, schema, place, description: rule.description })
  }
  return all.plan(textOf(plan.name) ?? 'Segment tracking plan', plan.description)
}

function isSameRule(a: JsonObject, b: JsonObject): boolean {
  return a !== b && a.type === b.type && a.key === b.key
}

function over(a: Json | undefined, b: Json | undefined): boolean {
  return Number(inText(a ?? 0)) > Number(inText(b ?? 0))
}

function ofConfigApi(plan: JsonObject, rules: JsonObject): Read {
  const all = new Gathering()
  const events = objectsOf(rules.events)
  for (const event of events) {
    const name = textOf(event.name)
    const place = name ? `event “${name}”` : 'an event'
    if (!name) all.lose(place, 'It has no name.')
    else if (events.some((other) => other !== event && other.name === name && over(other.version, event.version)))
      all.lose(`${place}, version ${shown(event.version)}`, 'Only its newest version is judged.')
    else add(all, { type: 'event', name, schema: event.rules, place, description: event.description })
  }
  for (const [part, type] of [
    ['identify', 'identify'],
    ['group', 'group'],
  ] as const)
    if (isObject(rules[part]))
      add(all, { type, name: undefined, schema: rules[part], place: `rules.${part}`, description: null })
  for (const part of ['identify_traits', 'group_traits'])
    if (objectsOf(rules[part]).length > 0) all.lose(`rules.${part}`, 'Lists of traits are not judged.')
  if (isObject(rules.global) && says(objectOr(rules.global).properties))
    all.lose('rules.global', 'Rules for every message are not judged.')
  const name = textOf(plan.display_name) ?? textOf(plan.name) ?? 'Segment tracking plan'
  return { ...all.plan(name, plan.description), from: 'Segment’s Config API' }
}

interface Rule {
  readonly type: (typeof CALLS)[string]
  readonly name: string | undefined
  readonly schema: Json | undefined
  readonly place: string
  readonly description: Json | undefined
}

/** What a message has beside what it is about. */
const MESSAGE: ReadonlySet<string> = new Set([
  ...['properties', 'traits', 'context', 'userId', 'anonymousId', 'messageId', 'timestamp', 'type', 'event', 'name'],
  ...[
    'groupId',
    'previousId',
    'category',
    'integrations',
    'sentAt',
    'originalTimestamp',
    'receivedAt',
    'channel',
    'version',
  ],
])

/** What may stand in the schema of a whole message, and is read, told elsewhere, or says nothing. */
const OF_WHOLE: ReadonlySet<string> = new Set([
  ...['$schema', '$id', 'id', 'type', 'title', 'description', 'properties', 'required', 'labels', 'eventMetadata'],
])

/** Whether a schema is that of a whole message: it speaks of a message's parts alone. */
function isMessage(schema: Json | undefined): boolean {
  const names = Object.keys(objectOr(objectOr(schema).properties))
  const parts = names.filter((name) => name === 'properties' || name === 'traits' || name === 'context')
  return parts.length > 0 && names.every((name) => MESSAGE.has(name))
}

function add(all: Gathering, { type, name, schema, place, description }: Rule): void {
  const event = {
    ...(name === undefined ? {} : { name }),
    ...{ type },
    ...(textOf(description) ? { description: String(description) } : {}),
  }
  const whole = objectOr(schema)
  if (!isMessage(schema)) {
    const { labels: _labels, eventMetadata: _metadata, ...rest } = whole
    all.add({ ...event, schema: rest }, place)
    return
  }
  const strange = Object.keys(whole).filter((name) => !OF_WHOLE.has(name))
  if (strange.length > 0) all.lose(place, `What it says of the whole message by ${strange.join(', ')} is not judged.`)
  const part = type === 'identify' || type === 'group' ? 'traits' : 'properties'
  const parts = objectOr(whole.properties)
  for (const other of Object.keys(parts))
    if (other !== part && says(parts[other])) all.lose(place, `What it says of ${other} is not judged.`)
  const required = Array.isArray(whole.required)
    ? whole.required.filter((each) => each !== part && each !== 'type')
    : []
  if (required.length > 0) all.lose(place, `That a message has ${required.map(shown).join(', ')} is not judged.`)
  const draft = whole.$schema
  const inner = isObject(parts[part]) ? parts[part] : {}
  all.add({ ...event, schema: draft === undefined ? inner : { $schema: draft, ...inner } }, place)
}

/** Whether a schema asks for anything: Segment writes an empty one for every part. */
function says(schema: Json | undefined): boolean {
  if (!isObject(schema)) return false
  return Object.entries(schema).some(([name, value]) => {
    if (name === 'type' || name === 'description' || name === '$schema' || name === 'id' || name === '$id') return false
    if (name === 'properties') return Object.keys(objectOr(value)).length > 0
    return name === 'required' ? Array.isArray(value) && value.length > 0 : true
  })
}
