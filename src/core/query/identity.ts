/**
 * As whom items were tracked, where they were tracked as somebody else on the wire, and to whom earlier anonymous items
 * belong by now.
 */
import { type Grouped, Groups } from '../collections/groups'
import { placesBelow } from '../collections/numbers'
import { idKey, isEmpty } from '../ids'
import { type Customer, type Item, PENDING } from '../item'
import type { Moment, State } from '../state'
import { type Binding, type Whose, whoseIs } from './whose'

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

/** What became of what was tracked under one soft ID while nobody was identified, as far as it is one person's. */
export interface Reconciliation {
  readonly name: string
  readonly value: string
  /** The anonymous items, ascending. */
  readonly items: readonly number[]
  /** How many of them came before what ties them; all of them where nothing in the ledger does. */
  readonly before: number
  /** Whose each of them is. */
  readonly whose: Whose
  /** Whether they are the person's: the server took what ties them, or names both ids in an answer. */
  readonly tied: boolean
  /** What ties them or, while nothing does, the identify that would; null where there is none in the ledger. */
  readonly tie: Item | null
  /** The customer that they belong to, or whom that identify names. */
  readonly to: Customer | null
  /** The change by which the soft ID was given up before anybody was identified with it: those items stay anonymous. */
  readonly left: IdentityMoment | null
}

/** Of whom the reconciliation is asked: one of a state's trackers, with that tracker's identity moments. */
interface Asked {
  readonly state: Pick<State, 'ties' | 'exchanges'>
  readonly tracker: string
  readonly moments: readonly IdentityMoment[]
}

/**
 * The reconciliation of a tracker's anonymous items from number `from` on, soft ID by soft ID, and person by person
 * where an ID was one's after the other's. What ties them may have come before.
 */
export function reconciliations(groups: Groups<Item>, asked: Asked, from = 0): readonly Reconciliation[] {
  const shown = groups.from(from)
  return shown.keys(`anonymous|${asked.tracker}|`).flatMap((key) => {
    const owned = new Map<string, { readonly whose: Whose; readonly items: number[] }>()
    for (const n of shown.of(key)) {
      const item = groups.at(n)
      if (!item) continue
      const whose = ownerOf(asked.state, item)
      const { hard } = whose.customer ?? NOBODY
      const owner = isEmpty(hard) ? '' : `${whose.tie}|${personKey({ hard, soft: {} })}`
      const theirs = owned.get(owner)
      if (theirs) theirs.items.push(n)
      else owned.set(owner, { whose, items: [n] })
    }
    const [name = '', value = ''] = splitId(key.slice(`anonymous|${asked.tracker}|`.length))
    return [...owned.values()].map(({ whose, items }) => reconciled(groups, asked, { name, value, items }, whose))
  })
}

const NOBODY: Customer = { soft: {}, hard: {} }

/** Items by whose they are, as long as nothing else is tied: a view asks for all of them every time. */
const owners = new WeakMap<Item, { readonly ties: State['ties']; readonly whose: Whose }>()

function ownerOf(state: Asked['state'], item: Item): Whose {
  const known = owners.get(item)
  if (known?.ties === state.ties) return known.whose
  const whose = whoseIs(state, item)
  owners.set(item, { ties: state.ties, whose })
  return whose
}

function reconciled(
  groups: Groups<Item>,
  { tracker, moments }: Asked,
  { name, value, items }: Pick<Reconciliation, 'name' | 'value' | 'items'>,
  whose: Whose,
): Reconciliation {
  const tied = whose.customer !== null && !isEmpty(whose.customer.hard)
  const tie = tied ? (groups.at(whose.tie ?? -1) ?? null) : identifyOf(groups, tracker, idKey(name, value))
  // That it is another one by now, nobody knows why, says nothing of its end: it may be there on another page.
  const gaveUp = (moment: IdentityMoment) =>
    moment.change !== 'seen' && moment.from.soft[name] === value && moment.to.soft[name] !== value
  return {
    ...{ name, value, items, whose, tied, tie },
    before: tie ? placesBelow(items, tie.n) : items.length,
    to: tied ? whose.customer : tie && (tie.sentAs ?? tie.calledAs),
    left: tied || tie ? null : (moments.findLast(gaveUp) ?? null),
  }
}

/** The identify that would tie a soft ID: the last one that may still be accepted, else the last one. */
function identifyOf(groups: Groups<Item>, tracker: string, id: string): Item | null {
  const all = groups.of(`tie|${tracker}|${id}`).flatMap((n) => groups.at(n) ?? [])
  return all.findLast(({ delivery }) => PENDING.includes(delivery)) ?? all.at(-1) ?? null
}

/** Name and value of an id that is written `name=value`. */
function splitId(id: string): readonly [string, string] {
  const at = id.indexOf('=')
  return [id.slice(0, at), id.slice(at + 1)]
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
