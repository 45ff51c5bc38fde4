/** What the fold knows of persons and of names: the vendors' own readers say which values are whose. */
import { type Customer, DELIVERIES, type Item, type ItemType } from '../../core/item'
import type { Json, JsonObject } from '../../core/json'
import type { State } from '../../core/state'
import { vendors } from '../../providers/registry'

/** What is tracked of these is what a person, or a group of persons, is. */
const OF_PERSONS: ReadonlySet<ItemType> = new Set(['identify', 'group', 'alias', 'device'])
/** Words of the vendors' formats and of ours: a trait that has the same text must not change them. */
const FORMAT = [
  ...['track', 'identify', 'page', 'screen', 'group', 'alias', 'event', 'events', 'customer', 'customers', 'batch'],
  ...['consent', 'session', 'push', 'device', 'web', 'client', 'server', 'true', 'false', 'null', 'undefined'],
  ...['failed', 'fetch', 'xhr', 'beacon', 'devtools', 'webRequest', 'error', 'warning', 'note', ...DELIVERIES],
  ...['GET', 'POST', 'PUT', 'all', 'All', 'default', 'accept', 'reject', 'production', 'development'],
]

/** Whether what an item carries describes a person. */
export function isOfPerson({ type }: Pick<Item, 'type'>): boolean {
  return OF_PERSONS.has(type)
}

/** The objects that describe persons, to be recognised wherever they stand: in arguments, bodies and storage. */
export function personsOf(state: State): (value: JsonObject) => boolean {
  const byNames = new Map<string, Set<string>>()
  const add = (value: JsonObject | null): void => {
    const names = value ? namesOf(value) : ''
    if (names === '') return
    const prints = byNames.get(names) ?? new Set()
    byNames.set(names, prints.add(JSON.stringify(value)))
  }
  for (const item of state.items) {
    if (!isOfPerson(item)) continue
    add(item.properties)
    add(item.wireProperties)
  }
  for (const tracker of state.trackers.values()) add(tracker.traits)
  return (value) => byNames.get(namesOf(value))?.has(JSON.stringify(value)) === true
}

function namesOf(value: JsonObject): string {
  return Object.keys(value).join('\n')
}

/** The tracking keys: a project token is no personal value, whatever field it stands in. */
export function keysOf(state: State): ReadonlySet<string> {
  return new Set([...state.trackers.values()].flatMap(({ key }) => (key === null ? [] : [key])))
}

/** What stays also in the middle of other text: the keys, and the hosts of pages and servers. */
export function fixedOf(state: State): ReadonlySet<string> {
  const fixed = new Set(keysOf(state))
  const add = (url: string): void => {
    const host = /^https?:\/\/([^/?#@\s]{1,255})(?:[/?#]|$)/i.exec(url)?.[1]
    if (host !== undefined) fixed.add(host)
  }
  for (const { url } of state.documents.values()) add(url)
  for (const { url } of state.exchanges) add(url)
  return fixed
}

/**
 * Texts that stay wherever they are no person's: names of events and properties, keys, anonymous ids, words of the
 * formats. A property that is named after a person, as in a list of people by their ids, is not among them.
 */
export function keptOf(state: State): ReadonlySet<string> {
  const kept = new Set<string>([...FORMAT, ...keysOf(state)])
  const people = new Set<string>()
  for (const { calledAs, sentAs } of state.items)
    for (const who of [calledAs, sentAs]) for (const id of Object.values(who?.hard ?? {})) people.add(id)
  for (const vendor of vendors) for (const text of [vendor.id, vendor.name, ...vendor.surfaces]) kept.add(text)
  for (const item of state.items) {
    for (const text of [item.name, item.calledName, item.type, item.method, item.id]) if (text) kept.add(text)
    for (const properties of [item.properties, item.wireProperties])
      for (const name in properties) if (!people.has(name)) kept.add(name)
    for (const who of [item.calledAs, item.sentAs]) for (const id of Object.values(who?.soft ?? {})) kept.add(id)
  }
  return kept
}

/** Names of events: what page and screen views are called may be a title, in which a person is greeted. */
export function eventsOf(state: State): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { type, name, calledName } of state.items)
    if (type !== 'page' && type !== 'screen')
      for (const each of [name, calledName]) if (each && !each.includes('@')) names.add(each)
  return names
}

/** Names of traits under which a person's whole name stands. */
const WHOLE_NAME = /^(full|display|customer|contact|recipient|person|legal|real)?_?name$/i
/** An address whose beginning is made of parts, as of a first and a last name. */
const IN_PARTS = /^([^@\s]+[._+-][^@\s]+)@/

/** Parts by which a person is told, too: the words of a whole name, and what an address begins with. */
export function* partsOfPeople(state: State): Generator<string> {
  const traits = state.items.toSeq().filter(({ type }) => type === 'identify')
  const all = [...traits.flatMap(({ properties, wireProperties }) => [properties, wireProperties ?? {}])]
  for (const { traits: known } of state.trackers.values()) all.push(known)
  for (const each of all)
    for (const [name, value] of Object.entries(each)) {
      if (typeof value !== 'string') continue
      const words = WHOLE_NAME.test(name) ? value.split(/\s+/) : []
      if (words.length > 1 && words.length < 6) for (const word of words) if (/^\p{Lu}.{2}/u.test(word)) yield word
      const beginning = IN_PARTS.exec(value)?.[1]
      if (beginning !== undefined) yield beginning
    }
}

/**
 * Everything of the state that tells of persons, as JSON in which it stands at its place: ids under `hard`, what
 * describes a person under `traits`, what else was tracked under `properties`.
 */
export function* told(state: State): Generator<Json> {
  for (const { calledAs, sentAs, ...item } of state.items) {
    yield { calledAs: idsOf(calledAs), sentAs: idsOf(sentAs) }
    const place = isOfPerson(item) ? 'traits' : 'properties'
    yield { [place]: item.properties }
    if (item.wireProperties) yield { [place]: item.wireProperties }
  }
  for (const { customer, forgotten, traits, pushToken } of state.trackers.values())
    yield { customer: idsOf(customer), forgotten: idsOf(forgotten?.customer ?? null), traits, push_token: pushToken }
  for (const moment of state.moments)
    if (moment.kind === 'identity') yield { from: idsOf(moment.from), to: idsOf(moment.to) }
  for (const { named } of state.exchanges) if (named) yield idsOf(named)
}

function idsOf(customer: Customer | null): Json {
  return customer && { hard: customer.hard }
}
