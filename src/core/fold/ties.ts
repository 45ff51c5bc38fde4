/**
 * Which soft ID belongs to which person: learnt from what carried both and was accepted, in the order of sending.
 */
import { Map as HashMap, Set as HashSet, List } from 'immutable'
import { clash, idKeys, isEmpty } from '../ids'
import type { Customer, Item, WireItem } from '../item'
import type { Tie, Ties } from '../tie'
import type { Draft } from './draft'

const NONE: Ties = { bySoft: HashMap(), byHard: HashMap() }

/**
 * Takes note of how an item ended that was sent with soft and hard ids; `sentAt` is of the try that ended it. An alias
 * ties what it merges, not who tracks it.
 */
export function tieByItem(draft: Draft, item: Item, { ties }: WireItem, sentAt: number): void {
  const { n, tracker, type, delivery } = item
  const as = ties ?? (type === 'alias' ? null : item.sentAs)
  const outcome = OUTCOMES[delivery]
  if (as && outcome && !isEmpty(as.hard) && !isEmpty(as.soft))
    tie(draft, tracker, as.soft, { hard: as.hard, sentAt, item: n, outcome })
}

/** What is still on its way has not ended. */
const OUTCOMES: { readonly [K in Item['delivery']]?: Tie['outcome'] } = {
  delivered: 'accepted',
  rejected: 'refused',
  lost: 'refused',
  unknown: 'unknown',
}

/** Takes note of an answer in which the server itself names soft and hard ids of one customer. */
export function tieByAnswer(draft: Draft, tracker: string, { soft, hard }: Customer, sentAt: number): void {
  if (!isEmpty(soft) && !isEmpty(hard)) tie(draft, tracker, soft, { hard, sentAt, item: null, outcome: 'accepted' })
}

/** A tracker turned out to be another one: what is tied is that one's. */
export function moveTies(draft: Draft, from: string, to: string): void {
  const old = draft.ties(from)
  if (!old) return
  const known = draft.ties(to) ?? NONE
  let { bySoft } = known
  for (const [soft, list] of old.bySoft) for (const each of list) bySoft = withTie(bySoft, soft, each)
  draft.putTies(to, { bySoft, byHard: known.byHard.mergeWith((a, b) => a.union(b), old.byHard) })
  draft.putTies(from, undefined)
}

function tie(draft: Draft, tracker: string, soft: Customer['soft'], made: Tie): void {
  const known = draft.ties(tracker) ?? NONE
  let { bySoft, byHard } = known
  const told = made.item === null ? undefined : draft.lookups.tiedAt(made.item)
  const last = draft.customers.told.get(tracker)
  const isAgain = last?.ties === known && last.soft === soft && last.tie.hard === made.hard
  if (told === undefined && isAgain && isBefore(last.tie, made)) return
  let isAnyNew = false
  for (const id of idKeys(soft)) {
    if (told === undefined && isTold(bySoft.get(id), made)) continue
    isAnyNew = true
    bySoft = withTie(bySoft, id, made, told)
    if (made.outcome !== 'accepted') continue
    for (const hard of idKeys(made.hard)) {
      const ids = byHard.get(hard, HashSet<string>())
      if (!ids.has(id)) byHard = byHard.set(hard, ids.add(id))
    }
  }
  if (!isAnyNew) draft.customers.told.set(tracker, { ties: known, soft, tie: made })
  if (bySoft === known.bySoft && byHard === known.byHard) return
  draft.putTies(tracker, { bySoft, byHard })
  if (made.item !== null && bySoft !== known.bySoft) draft.lookups.tie(made.item, made.sentAt)
}

/**
 * The ties of a soft ID with one more. What says no more than the word before is left out, and of what was not accepted
 * only the last word is kept, so that lists stay short and the last accepted one is near. `told`: when the tie that the
 * item made before was sent, where it made one.
 */
function withTie(table: Ties['bySoft'], soft: string, made: Tie, told?: number): Ties['bySoft'] {
  const before = table.get(soft, NO_TIES)
  // One item has one end; what was told of it first may have been less than the whole answer.
  const stale = told === undefined ? -1 : placeOf(before, { sentAt: told, item: made.item }) - 1
  const isThere = stale >= 0 && before.get(stale)?.item === made.item
  if (isThere && before.get(stale)?.outcome === made.outcome) return table
  const list = withEnd(isThere ? before.delete(stale) : before, made)
  return list === before ? table : table.set(soft, list)
}

/** Whether the last word of a soft ID says all that one more says. */
function isTold(ties: List<Tie> | undefined, made: Tie): boolean {
  const last = ties?.last()
  if (last?.outcome !== 'accepted' || !isBefore(last, made)) return false
  for (const name in made.hard) if (last.hard[name] !== made.hard[name]) return false
  return true
}

/** An ordered list of ties with one more. */
function withEnd(list: List<Tie>, made: Tie): List<Tie> {
  const at = placeOf(list, made)
  const [last, next] = [at > 0 ? list.get(at - 1) : undefined, list.get(at)]
  let ruling = at - 1
  while (ruling >= 0 && list.get(ruling)?.outcome !== 'accepted') ruling--
  const before = ruling < 0 ? undefined : list.get(ruling)
  if (before && !clash(before.hard, made.hard)) {
    // The same person: only ids may be new, and only from what was accepted.
    const isNew = made.outcome === 'accepted' && Object.keys(made.hard).some((name) => before.hard[name] === undefined)
    return isNew ? list.set(ruling, { ...before, hard: { ...before.hard, ...made.hard } }) : list
  }
  if (made.outcome !== 'accepted') {
    if (next && next.outcome !== 'accepted') return list
    if (last && last.outcome !== 'accepted')
      return last.outcome === made.outcome && !clash(last.hard, made.hard) ? list : list.set(at - 1, made)
  }
  return next ? list.insert(at, made) : list.push(made)
}

/** Behind how many of the ties in a list one is, in the order of sending. Nearly always behind them all. */
function placeOf(list: List<Tie>, made: Pick<Tie, 'sentAt' | 'item'>): number {
  let [from, to] = [0, list.size]
  const last = list.last()
  if (last && isBefore(last, made)) return to
  while (from < to) {
    const middle = (from + to) >>> 1
    if (isBefore(list.get(middle) as Tie, made)) from = middle + 1
    else to = middle
  }
  return from
}

const NO_TIES = List<Tie>()

function isBefore(a: Pick<Tie, 'sentAt' | 'item'>, b: Pick<Tie, 'sentAt' | 'item'>): boolean {
  return a.sentAt < b.sentAt || (a.sentAt === b.sentAt && (a.item ?? -1) <= (b.item ?? -1))
}
