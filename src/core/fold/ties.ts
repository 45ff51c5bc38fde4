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
  for (const id of idKeys(soft)) {
    bySoft = withTie(bySoft, id, made)
    if (made.outcome !== 'accepted') continue
    for (const hard of idKeys(made.hard)) {
      const ids = byHard.get(hard, HashSet<string>())
      if (!ids.has(id)) byHard = byHard.set(hard, ids.add(id))
    }
  }
  if (bySoft !== known.bySoft || byHard !== known.byHard) draft.putTies(tracker, { bySoft, byHard })
}

/** The ties of a soft ID with one more; what repeats the word before is left out, so that lists stay short. */
function withTie(table: Ties['bySoft'], soft: string, made: Tie): Ties['bySoft'] {
  const told = table.get(soft, NO_TIES)
  // One item has one end; what was told of it first may have been less than the whole answer.
  const stale = made.item === null ? -1 : told.findLastIndex((each) => each.item === made.item)
  if (stale >= 0 && told.get(stale)?.outcome === made.outcome) return table
  const list = stale < 0 ? told : told.delete(stale)
  const at = list.findLastIndex((each) => isBefore(each, made)) + 1
  const ruling = list.findLastIndex((each, place) => place < at && each.outcome === 'accepted')
  const before = list.get(ruling)
  if (ruling >= 0 && before && !clash(before.hard, made.hard)) {
    // The same person: only ids may be new, and only from what was accepted.
    const isNew = made.outcome === 'accepted' && Object.keys(made.hard).some((name) => before.hard[name] === undefined)
    const same = isNew ? list.set(ruling, { ...before, hard: { ...before.hard, ...made.hard } }) : list
    return same === told ? table : table.set(soft, same)
  }
  const last = list.get(at - 1)
  const repeats = last && made.outcome !== 'accepted' && last.outcome === made.outcome && !clash(last.hard, made.hard)
  const longer = repeats ? list : list.insert(at, made)
  return longer === told ? table : table.set(soft, longer)
}

const NO_TIES = List<Tie>()

function isBefore(a: Tie, b: Tie): boolean {
  return a.sentAt < b.sentAt || (a.sentAt === b.sentAt && (a.item ?? -1) <= (b.item ?? -1))
}
