/** What is to be judged again: what changed, and whatever was judged in the light of something that changed. */
import { placesBelow } from '../core/collections/numbers'
import type { Item } from '../core/item'
import type { State } from '../core/state'
import type { Check } from './check'
import type { Reach, Tables } from './past'

/** What differs from the state before: numbers of items (also of those that are gone), moments and exchanges. */
export interface Changed {
  readonly before: State | null
  readonly items: readonly number[]
  readonly moments: readonly number[]
  readonly exchanges: readonly number[]
}

/** What to judge: by all checks, and by some of them. */
interface ToJudge {
  readonly whole: ReadonlySet<number>
  readonly parts: ReadonlyMap<Check, ReadonlySet<number>>
  /** Moments, the same way. */
  readonly moments: ReadonlySet<number>
  readonly byMoment: ReadonlyMap<Check, ReadonlySet<number>>
}

/** The state, its tables, what changed in it and how far checks have looked until now. */
interface Scope {
  readonly changed: Changed
  readonly state: State
  readonly tables: Tables
  readonly reach: Reach
}

/** Finds it in the time of what changed. */
export function toJudge(scope: Scope, itemChecks: readonly Check[], momentChecks: readonly Check[]): ToJudge {
  const { changed, state } = scope
  const whole = new Set(changed.items)
  const parts = new Map<Check, Set<number>>()
  const byMoment = new Map<Check, Set<number>>()
  // At first all is judged anyway.
  if (changed.before === null) return { whole, parts, moments: new Set(changed.moments), byMoment }
  for (const n of changed.exchanges) for (const item of state.exchanges.get(n)?.items ?? []) whole.add(item)
  addOfDocuments(scope, whole)
  if (changed.before.ties !== state.ties) for (const n of scope.reach.tied) whole.add(n)
  for (const n of changed.items) {
    const item = state.items.get(n)
    const was = n < changed.before.items.size ? changed.before.items.get(n) : undefined
    addNeighbours(scope, itemChecks, parts, { n, item, was })
    addAskers(scope, momentChecks, byMoment, { item, was })
  }
  addInLightOfMoments(scope, itemChecks, parts)
  return { whole, parts, moments: changedMoments(scope), byMoment }
}

/** Those of documents that were not known, or not to have begun then. */
function addOfDocuments({ changed, state, tables }: Scope, whole: Set<number>): void {
  const before = changed.before?.documents
  if (before === state.documents) return
  for (const { id, startedAt } of state.documents.values())
    if (before?.get(id)?.startedAt !== startedAt) for (const n of tables.documents.of(id)) whole.add(n)
  for (const id of before?.keys() ?? [])
    if (!state.documents.has(id)) for (const n of tables.documents.of(id)) whole.add(n)
}

/** An item that changed: its number, what it is now and what it was. */
interface Turned {
  readonly n: number
  readonly item: Item | undefined
  readonly was: Item | undefined
}

/** The items that were, or are to be, judged with this one as their earlier or later. */
function addNeighbours(
  { tables, reach }: Scope,
  checks: readonly Check[],
  parts: Map<Check, Set<number>>,
  { n, item, was }: Turned,
): void {
  for (const check of checks) {
    const keyOf = check.key
    const after = reach.earlier(check)
    const before = reach.later(check)
    if (!keyOf || after + before === 0) continue
    const is = item ? keyOf(item) : null
    const had = was ? keyOf(was) : null
    const isSame = (is === had || !item || !was) && check.seen && seenOf(check, item) === seenOf(check, was)
    if (isSame) continue
    for (const key of is === had ? [is] : [is, had]) {
      if (key === null) continue
      const list = tables.alike(keyOf, key)
      const place = placesBelow(list, n)
      const end = Math.min(list.length, place + after + 1)
      // It is judged itself in any case.
      for (let i = Math.max(0, place - before); i < end; i++) if (list[i] !== n) add(parts, check, list[i])
    }
  }
}

const seenOf = (check: Check, item: Item | undefined): unknown => (item && check.seen?.(item)) ?? null

/** The moments that were, or are to be, judged with this item as one of their earlier ones. */
function addAskers(
  { state, tables }: Scope,
  checks: readonly Check[],
  byMoment: Map<Check, Set<number>>,
  { item, was }: Pick<Turned, 'item' | 'was'>,
): void {
  for (const check of checks) {
    const keyOf = check.key
    if (!keyOf || !check.momentKey) continue
    const [is, had] = [item ? keyOf(item) : null, was ? keyOf(was) : null]
    const since = Math.min(item?.seenAt ?? Number.POSITIVE_INFINITY, was?.seenAt ?? Number.POSITIVE_INFINITY)
    for (const key of is === had ? [is] : [is, had])
      for (const n of key === null ? [] : tables.askers.of(`${check.id}|${key}`))
        if ((state.moments.get(n)?.at ?? Number.NEGATIVE_INFINITY) >= since) add(byMoment, check, n)
  }
}

/** Items that may ask about a moment that is new, another's, or gone: none from before it does. */
function addInLightOfMoments(
  { changed, state, tables, reach }: Scope,
  checks: readonly Check[],
  parts: Map<Check, Set<number>>,
): void {
  const asking = checks.filter((check) => reach.moments(check))
  const since = new Map<string | null, number>()
  const known = changed.before?.moments
  const note = (tracker: string | null, at: number) => since.set(tracker, Math.min(since.get(tracker) ?? at, at))
  for (const n of changed.moments) {
    const moment = state.moments.get(n)
    if (moment) note(moment.tracker, moment.at)
    const was = known && n < known.size ? known.get(n) : undefined
    if (was) note(was.tracker, was.at)
  }
  for (let n = state.moments.size; known && n < known.size; n++) {
    const moment = known.get(n)
    if (moment) note(moment.tracker, moment.at)
  }
  for (const [tracker, at] of since)
    for (const each of tracker === null ? [...tables.times.keys()] : [tracker])
      for (const n of tables.times.since(each, at)) for (const check of asking) add(parts, check, n)
}

/** Moments that changed. Where old ones did, later ones may have been judged in the light of them. */
function changedMoments({ changed, state }: Scope): ReadonlySet<number> {
  const first = changed.moments[0]
  const known = changed.before?.moments.size ?? 0
  if (first === undefined || first >= known) return new Set(changed.moments)
  const all = new Set<number>()
  for (let n = first; n < state.moments.size; n++) all.add(n)
  return all
}

function add(parts: Map<Check, Set<number>>, check: Check, n: number | undefined): void {
  if (n === undefined) return
  const known = parts.get(check)
  if (known) known.add(n)
  else parts.set(check, new Set([n]))
}
