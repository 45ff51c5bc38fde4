/**
 * A state without its past: what a log goes on from when its oldest facts are dropped, because a fold cannot be
 * unfolded. Totals, trackers, customers, sessions and consent stay whole; of the ledger, what may still change.
 */

import type { Cause } from './call-effects'
import type { Blind, DocumentState } from './document'
import type { FileFact } from './file-fact'
import type { HostAnswers, Item } from './item'
import type { Exchange, Moment, State, Tracker } from './state'
import type { Tie } from './tie'

/** Plain values, so that it crosses contexts, lies in the journal, and stands in a recording. */
export interface Checkpoint {
  /** How many facts it stands for, and how many items are only in its totals. */
  readonly facts: number
  readonly unlisted: number
  /** With the totals of all their items, listed or not. */
  readonly trackers: readonly PlainTracker[]
  readonly documents: readonly DocumentState[]
  /** Numbered anew, as are exchanges; what speaks of one that is not here says `FORGOTTEN`. */
  readonly items: readonly Item[]
  readonly exchanges: readonly Exchange[]
  readonly moments: readonly Moment[]
  readonly blind: readonly Blind[]
  /** Tracker → soft ID → its ties, and hard ID → soft IDs. */
  readonly ties: readonly (readonly [
    tracker: string,
    bySoft: readonly (readonly [string, readonly Tie[]])[],
    byHard: readonly (readonly [string, readonly string[]])[],
  ])[]
  readonly accepted: readonly HostAnswers[]
  readonly files: readonly FileFact[]
  readonly mismatches: State['mismatches']
  readonly tables: CheckpointTables
}

/** What of the fold's tables cannot be told from the items and exchanges themselves. See `Index`. */
export interface CheckpointTables {
  readonly waiting: NumbersByKey
  readonly uncalled: NumbersByKey
  readonly failed: NumbersByKey
  readonly sent: readonly number[]
  readonly kept: readonly number[]
  readonly instances: readonly (readonly [place: string, tracker: string])[]
  readonly unpaired: readonly (readonly [print: number, exchange: number])[]
  readonly requests: readonly (readonly [doc: string, request: number, exchange: number])[]
  readonly causes: readonly (readonly [tracker: string, causes: readonly Cause[]])[]
}

/** A tracker of plain values only. */
export interface PlainTracker extends Omit<Tracker, 'elsewhere'> {
  readonly elsewhere?: Readonly<Record<string, Omit<Tracker, 'elsewhere'>>>
}

/** Numbers in a table's lists. */
export type NumbersByKey = readonly (readonly [key: string, numbers: readonly number[]])[]

/** The number of an item or an exchange that is only in the totals: none ever has it. */
export const FORGOTTEN = 2 ** 31

/** How many facts a state was made of, those of its checkpoint included. */
export function factsOf({ facts, earlier }: Pick<State, 'facts' | 'earlier'>): number {
  // The fact that brought the checkpoint stands for the others, and is none itself.
  return earlier ? earlier.facts + facts - 1 : facts
}

/** A checkpoint after a person has cleared the log: who is known and what runs stays, what was tracked does not. */
export function clearedCheckpoint(checkpoint: Checkpoint): Checkpoint {
  const nothing = { items: [], exchanges: [], moments: [], blind: [], files: [] }
  const { instances } = checkpoint.tables
  return {
    ...{ ...checkpoint, ...nothing, facts: 0, unlisted: 0, ties: [] },
    mismatches: { callsWithoutRequest: 0, requestsWithoutCall: 0 },
    documents: checkpoint.documents.filter(({ left }) => !left),
    trackers: checkpoint.trackers
      .filter(({ instance }) => instance !== null)
      .map((tracker) => ({
        ...renumberTracker(
          tracker,
          () => FORGOTTEN,
          () => FORGOTTEN,
        ),
        counts: Object.fromEntries(Object.keys(tracker.counts).map((each) => [each, 0])) as Tracker['counts'],
        lastFlush: null,
      })),
    tables: {
      ...{ waiting: [], uncalled: [], failed: [], sent: [], kept: [], unpaired: [], requests: [], causes: [] },
      instances,
    },
  }
}

/** A new number for an old one; `FORGOTTEN` where it has none. */
export type Numbering = (n: number) => number

/**
 * A tracker that speaks of items and exchanges by their new numbers. What calls before the SDK was there would have
 * changed is let go: only the calls themselves could be read again, and they are what a checkpoint is without.
 */
export function renumberTracker(tracker: PlainTracker, item: Numbering, exchange: Numbering): PlainTracker {
  const { early: _, inSight: _looked, elsewhere, ...kept } = tracker
  const { consents, customerIn } = kept
  const renumbered = (consent: Tracker['consent']): Tracker['consent'] =>
    Object.fromEntries(
      Object.entries(consent).map(([category, { item: n, ...said }]) => {
        const carrier = n === null ? FORGOTTEN : item(n)
        return [category, { ...said, item: carrier === FORGOTTEN ? null : carrier }]
      }),
    )
  const informer = customerIn == null ? customerIn : exchange(customerIn)
  const own = Object.entries(elsewhere ?? {}).map(([doc, each]) => [doc, renumberTracker(each, item, exchange)])
  return {
    ...{ ...kept, consent: renumbered(kept.consent) },
    ...(consents ? { consents: consents.map((each) => ({ ...each, consent: renumbered(each.consent) })) } : {}),
    ...(informer === undefined ? {} : { customerIn: informer }),
    ...(elsewhere ? { elsewhere: Object.fromEntries(own) } : {}),
  }
}
