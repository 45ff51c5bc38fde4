/** Two items side by side: what they are, their properties, as whom, how far they got, and what went over the wire. */

import type { Customer, Item } from '../item'
import { isMark, isObject, type Json } from '../json'
import type { State } from '../state'
import { whoseIs } from './whose'

/** One thing of both. A value is undefined where there is none. */
export interface Pair {
  readonly name: string
  readonly one: string | undefined
  readonly other: string | undefined
  readonly same: boolean
  /** It differs between any two items: an id of the message, a time. That it does says nothing. */
  readonly volatile: boolean
}

/** A group of compared fields under one heading. */
export interface Comparison {
  readonly title: 'What' | 'Properties' | 'Identity' | 'Delivery' | 'On the wire'
  readonly pairs: readonly Pair[]
}

/** How a time (milliseconds since 1970) is written for people. */
type Time = (at: number) => string

/** Compares them. Nested values are told apart by their paths: `cart.lines[0].sku`. */
export function compareItems(state: State, one: Item, other: Item, time: Time): readonly Comparison[] {
  const sections: readonly (readonly [Comparison['title'], (item: Item) => Told])[] = [
    ['What', (item) => whatOf(item, time)],
    ['Properties', ({ properties }) => flat(properties)],
    ['Identity', (item) => identityOf(state, item)],
    ['Delivery', (item) => deliveryOf(state, item)],
    ['On the wire', (item) => wireOf(state, item)],
  ]
  return sections.map(([title, told]) => ({ title, pairs: pairsOf(told(one), told(other)) }))
}

type Told = ReadonlyMap<string, string>

function told(entries: readonly (readonly [string, string | number | null | undefined])[]): Told {
  return new Map(
    entries.flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, `${value}`]])),
  )
}

function pairsOf(one: Told, other: Told): readonly Pair[] {
  const names = [...new Set([...one.keys(), ...other.keys()])]
  return names.map((name) => {
    const [a, b] = [one.get(name), other.get(name)]
    return { name, one: a, other: b, same: a === b, volatile: isVolatile(name, a, b) }
  })
}

/** Names that are said by every message anew. */
const NAMED =
  /(?:^|[._\s])(?:message ?_?id|sent ?_?at|received ?_?at|(?:original)?_?timestamp|called at|timestamp sent)$/i
const UUID = /^"?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}"?$/i
const DATE = /^"?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/
/** Seconds or milliseconds since 1970, of this century's first decades. */
const EPOCH = /^1[5-9]\d{8}(?:\d{3})?(?:\.\d+)?$/

/** By its name, or because both values are a time. Two different UUIDs under a name of the page's may well matter. */
function isVolatile(name: string, one: string | undefined, other: string | undefined): boolean {
  if (NAMED.test(name)) return true
  if (one === undefined || other === undefined) return false
  const both = (form: RegExp) => form.test(one) && form.test(other)
  return (
    both(DATE) || both(EPOCH) || (both(UUID) && /(?:^|[._])(?:uuid|guid|nonce|request_?id|insert_?id)$/i.test(name))
  )
}

function whatOf(item: Item, time: Time): Told {
  const { name, calledName, type, method, vendor, tracker, id, calledAt, claimedAt } = item
  return told([
    ['Name', name],
    ['Called name', calledName],
    ['Type', type],
    ['Method', method],
    ['Vendor', vendor],
    ['Tracker', tracker],
    ['Message ID', id],
    ['Called at', calledAt === null ? null : time(calledAt)],
    ['Timestamp sent', claimedAt === null ? null : time(claimedAt)],
    ...item.notes.map(({ text }, n) => [`Note ${n + 1}`, text] as const),
    ['Error', item.error],
  ])
}

function identityOf(state: State, item: Item): Told {
  const ids = (when: string, who: Customer | null) =>
    Object.entries({ ...who?.hard, ...who?.soft }).map(([name, value]) => [`${when}: ${name}`, value] as const)
  return told([
    ...ids('When called', item.calledAs),
    ...ids('On the wire', item.sentAs),
    ...ids('Whose now', whoseIs(state, item).customer),
  ])
}

function deliveryOf(state: State, item: Item): Told {
  const last = item.attempts.at(-1)
  const exchange = last && state.exchanges.get(last.exchange)
  return told([
    ['State', item.delivery],
    ['Why', item.why],
    ['Tries', item.attempts.length],
    ['Response', last?.status],
    ['Server’s words', last?.words],
    ['Sent with', exchange?.items.length],
  ])
}

function wireOf(state: State, item: Item): Told {
  const last = item.attempts.at(-1)
  const exchange = last && state.exchanges.get(last.exchange)
  const request = told([
    ['Method', exchange?.method],
    ['Address', exchange?.url],
    ['By', exchange?.via],
  ])
  const properties = item.wireProperties === null ? new Map<string, string>() : flat(item.wireProperties)
  return new Map([...request, ...properties])
}

/** Every value with its path. A loop over own stack, because a page may nest as deep as it likes. */
function flat(root: Json): Told {
  const found = new Map<string, string>()
  const open: (readonly [string, Json])[] = [['', root]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [path, value] = next
    const isList = Array.isArray(value)
    const inner: readonly (readonly [string, Json])[] = isList
      ? (value as readonly Json[]).map((each, n) => [`${path}[${n}]`, each] as const)
      : isObject(value) && !isMark(value)
        ? Object.entries(value).map(([name, each]) => [path === '' ? name : `${path}.${name}`, each] as const)
        : []
    if (inner.length > 0) open.push(...inner.toReversed())
    else if (path !== '') found.set(path, isMark(value) ? `‹${value.text || value.$tl}›` : JSON.stringify(value))
  }
  return found
}
