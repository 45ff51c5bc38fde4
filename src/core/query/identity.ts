/**
 * As whom items were tracked, where they were tracked as somebody else on the wire, and to whom earlier anonymous items
 * belong by now.
 */
import { type Grouped, Groups } from '../collections/groups'
import { placesBelow } from '../collections/numbers'
import type { Customer, Item } from '../item'
import type { Moment } from '../state'
import type { Binding } from './whose'

type IdentityMoment = Extract<Moment, { kind: 'identity' }>

/** A binding that stands out. */
export type Difference = Exclude<Binding, 'same'>

/** The kinds of difference, worst first. */
export const DIFFERENCES: readonly Difference[] = ['other', 'nobody', 'device', 'late']

/** Items of one visit share their customer, so that its key is made once. */
const keys = new WeakMap<Customer, string>()

/** One text for a customer: the same for the same ids in whatever order. */
export function personKey(customer: Customer): string {
  const known = keys.get(customer)
  if (known !== undefined) return known
  const key = JSON.stringify([sorted(customer.hard), sorted(customer.soft)])
  keys.set(customer, key)
  return key
}

/** The customer of a key. */
export function personOf(key: string): Customer {
  const [hard, soft] = JSON.parse(key) as [[string, string][], [string, string][]]
  return { hard: Object.fromEntries(hard), soft: Object.fromEntries(soft) }
}

function sorted(ids: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(ids).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Groups items by tracker and person. `differs` tells how call and wire relate (`same` for no difference). */
export function itemsByPerson(differs: (item: Item) => Binding): Groups<Item> {
  return new Groups<Item>((item) => {
    const { tracker, calledAs, sentAs } = item
    const keys: string[] = []
    if (calledAs) keys.push(`called|${tracker}|${personKey(calledAs)}`)
    if (sentAs) keys.push(`sent|${tracker}|${personKey(sentAs)}`)
    const difference = differs(item)
    if (difference !== 'same') keys.push(`${difference}|${tracker}`)
    const person = sentAs ?? calledAs
    if (person && item.type === 'identify' && Object.keys(person.hard).length)
      for (const [name, value] of Object.entries(person.soft)) keys.push(`tie|${tracker}|${name}=${value}`)
    if (person && Object.keys(person.hard).length === 0)
      for (const [name, value] of Object.entries(person.soft)) keys.push(`anonymous|${tracker}|${name}=${value}`)
    if (item.calledAt !== null && (item.type === 'identify' || item.type === 'alias'))
      keys.push(`at|${tracker}|${item.calledAt}`)
    return keys
  })
}

/** A person that items of a tracker were tracked as: how many when called, how many on the wire. */
export interface Person {
  readonly key: string
  readonly customer: Customer
  readonly called: readonly number[]
  readonly sent: readonly number[]
}

/**
 * Who a tracker's items were called and sent as: the `limit` people who came up last, in the order in which each first
 * came up, and how many there are in all.
 */
export function peopleOf(
  groups: Grouped<Item>,
  tracker: string,
  limit: number,
): { readonly people: readonly Person[]; readonly total: number } {
  const first = new Map<string, number>()
  for (const side of ['called', 'sent'] as const) {
    const prefix = `${side}|${tracker}|`
    for (const whole of groups.keys(prefix)) {
      const key = whole.slice(prefix.length)
      const place = groups.of(whole)[0] ?? 0
      first.set(key, Math.min(first.get(key) ?? place, place))
    }
  }
  const people = [...first]
    .sort(([, a], [, b]) => a - b)
    .slice(-limit)
    .map(([key]) => ({
      key,
      customer: personOf(key),
      called: groups.of(`called|${tracker}|${key}`),
      sent: groups.of(`sent|${tracker}|${key}`),
    }))
  return { people, total: first.size }
}

/** What became of what was tracked under one soft ID while nobody was identified. */
export interface Reconciliation {
  readonly name: string
  readonly value: string
  /** The anonymous items, ascending. */
  readonly items: readonly number[]
  /** How many of them came before the identify that ties them; all of them while there is none. */
  readonly before: number
  /**
   * The identify that carries this soft ID and a hard one, and so ties the items to a person; null while there is none.
   */
  readonly tie: Item | null
  /** The customer that the identify names. */
  readonly to: Customer | null
  /** The change by which the soft ID was given up before anybody was identified with it: those items stay anonymous. */
  readonly left: IdentityMoment | null
}

/**
 * The reconciliation of a tracker's anonymous items from number `from` on, soft ID by soft ID. `moments` are the
 * tracker's identity moments. What ties them may have come before.
 */
export function reconciliations(
  groups: Groups<Item>,
  tracker: string,
  moments: readonly IdentityMoment[],
  from = 0,
): readonly Reconciliation[] {
  const shown = groups.from(from)
  return shown.keys(`anonymous|${tracker}|`).map((key) => {
    const id = key.slice(tracker.length + 'anonymous||'.length)
    const at = id.indexOf('=')
    const name = id.slice(0, at)
    const value = id.slice(at + 1)
    const items = shown.of(key)
    const first = groups.of(`tie|${tracker}|${id}`)[0]
    const tie = first === undefined ? null : (groups.at(first) ?? null)
    const left =
      moments.findLast((moment) => moment.from.soft[name] === value && moment.to.soft[name] !== value) ?? null
    return {
      name,
      value,
      items,
      before: tie ? placesBelow(items, tie.n) : items.length,
      tie,
      to: tie ? (tie.sentAs ?? tie.calledAs) : null,
      left: tie ? null : left,
    }
  })
}

/** The identify or alias that an identity change came from, where a call made it. */
export function itemOfMoment(groups: Groups<Item>, moment: IdentityMoment): number | null {
  return groups.of(`at|${moment.tracker}|${moment.at}`)[0] ?? null
}

/** One id that a change added, replaced or removed. */
export interface IdChange {
  readonly name: string
  readonly hard: boolean
  readonly before: string | null
  readonly after: string | null
}

/** What a change did to the ids, hard ones first; what stayed is left out. */
export function idChanges(from: Customer, to: Customer): readonly IdChange[] {
  return ([true, false] as const).flatMap((hard) => {
    const before = hard ? from.hard : from.soft
    const after = hard ? to.hard : to.soft
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((name) => before[name] !== after[name])
      .map((name) => ({ name, hard, before: before[name] ?? null, after: after[name] ?? null }))
  })
}

/** The change that an id of the present customer came with; null where no change told. */
export function originOf(
  moments: readonly IdentityMoment[],
  name: string,
  hard: boolean,
  value: string,
): IdentityMoment | null {
  const part = hard ? 'hard' : 'soft'
  return moments.findLast((moment) => moment.to[part][name] === value && moment.from[part][name] !== value) ?? null
}
