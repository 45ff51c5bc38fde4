/** Makes a plan of what was seen: a beginning to be read, corrected and kept. It holds names and types, no values. */
import type { Item } from '../core/item'
import { isObject, type Json, type JsonObject } from '../core/json'
import type { State } from '../core/state'
import { canonical } from './hosts'
import { instanceOf } from './instance'
import { EVENTS, PLAN_FORMAT, type Plan, type PlannedEvent } from './plan'

/** An object with more names than this is taken for a table of anything. */
const MANY = 200
const DEEPEST = 6
const NONE: ReadonlySet<string> = new Set()

/**
 * Makes a plan of a state. What SDKs track by themselves, and what a trigger made, is nothing that somebody planned. A
 * property is required where every item had it; an event is planned to arrive where every one of it did.
 */
export function infer(state: Pick<State, 'items' | 'documents' | 'trackers'>, name: string): Plan {
  const seen = new Map<string, Item[]>()
  for (const item of state.items) {
    // An identify call has no name of its own.
    const named = EVENTS.has(item.type) || item.type === 'page' || item.type === 'screen'
    if (item.automatic || item.trigger !== null || (named && item.name === '')) continue
    const key = JSON.stringify([item.vendor, item.type, named ? item.name : null])
    const list = seen.get(key)
    if (list) list.push(item)
    else seen.set(key, [item])
  }
  const events = [...seen].map(([key, items]) =>
    eventOf(JSON.parse(key) as [string, Item['type'], string | null], items),
  )
  return { 'tracklens-plan': PLAN_FORMAT, name, unplanned: 'warning', keys: keysOf(state), events }
}

function eventOf([vendor, type, name]: [string, Item['type'], string | null], items: readonly Item[]): PlannedEvent {
  const schema = schemaOf(
    items.map((item) => instanceOf(item, NONE).value),
    0,
  )
  return {
    ...(name === null ? {} : { name }),
    ...(name === null || type !== 'event' ? { type } : {}),
    vendor,
    ...(items.every(({ delivery }) => delivery === 'delivered') ? { delivered: true } : {}),
    schema,
  }
}

/** Which key each page's host tracked to. */
function keysOf({ items, documents, trackers }: Pick<State, 'items' | 'documents' | 'trackers'>): Plan['keys'] {
  const keys = new Map<string, Set<string>>()
  for (const { doc, tracker } of items) {
    const url = documents.get(doc)?.url ?? ''
    const key = trackers.get(tracker)?.key
    const host = /^https?:/i.test(url) && URL.canParse(url) ? canonical(new URL(url).host) : null
    if (host === null || !key) continue
    keys.set(host, (keys.get(host) ?? new Set()).add(key))
  }
  return Object.fromEntries([...keys].map(([host, all]) => [host, [...all].sort()]))
}

function schemaOf(values: readonly Json[], depth: number): JsonObject {
  const types = [...new Set(values.map(typeOf))].sort()
  const objects = values.filter(isObject)
  const entries = values.flatMap((value) => (Array.isArray(value) ? (value as readonly Json[]) : []))
  return {
    type: types.length === 1 ? (types[0] ?? 'object') : types,
    ...(objects.length > 0 && depth < DEEPEST ? membersOf(objects, objects.length === values.length, depth) : {}),
    ...(entries.length > 0 && depth < DEEPEST ? { items: schemaOf(entries, depth + 1) } : {}),
  }
}

function membersOf(objects: readonly JsonObject[], only: boolean, depth: number): JsonObject {
  const names = [...new Set(objects.flatMap(Object.keys))]
  if (names.length === 0 || names.length > MANY) return {}
  const having = (name: string) => objects.filter((each) => Object.hasOwn(each, name))
  const required = names.filter((name) => having(name).length === objects.length)
  const properties = names.map((name) => [
    name,
    schemaOf(
      having(name).map((each) => each[name] ?? null),
      depth + 1,
    ),
  ])
  return {
    ...(only && required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(properties) as JsonObject,
  }
}

function typeOf(value: Json): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
