/**
 * What a check is: one rule that judges one thing at a time (an item, a moment, a tracker, a document) in the light of
 * what came before.
 */

import type { DocumentState } from '../core/document'
import type { Item, ItemType } from '../core/item'
import type { Moment, State, Tracker } from '../core/state'

/** How bad it is: data is wrong or lost; it probably is, or will be; worth knowing. */
export type Severity = 'error' | 'warning' | 'note'

/** Every severity, worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note']

/**
 * What a check found: a sentence with the concrete values, the ledger numbers it is about where these are not just the
 * judged item, and since when (milliseconds since 1970) where that is not when the judged thing came into being.
 */
export type Verdict = string | { readonly text: string; readonly items: readonly number[]; readonly at?: number }

/**
 * One rule. Its id is its file's name. It judges whatever it has a function for; each function is pure, total (page
 * data is untrusted and may have any shape) and cheap: it runs again each time that the thing judged, or anything that
 * it asked for beside it, changes. So what is found follows from the state alone, however the facts came in; what a
 * rule may ask for is therefore only what its function is handed.
 */
export interface Check {
  readonly id: string
  /** The mistake in a few words, as a heading. */
  readonly title: string
  /** The vendor whose items it judges; null for all. */
  readonly vendor: string | null
  readonly severity: Severity
  /** `documented`: a document or the SDK's source says so. `heuristic`: often a mistake, sometimes meant. */
  readonly certainty: 'documented' | 'heuristic'
  /** The document, source line or recording that the rule rests on. */
  readonly source: string
  /** What to do about it. */
  readonly advice: string
  /** It finds something in items of these types alone; left out: of any. The others are not even asked about. */
  readonly types?: readonly ItemType[]
  /** It finds nothing in an item with which all went well, as `wentWell` has it: most items are not asked about. */
  readonly troubled?: true
  /**
   * Ids of rules that tell the same cause of an item with less: where this one finds something, they say nothing. It
   * and they look at the item alone.
   */
  readonly instead?: readonly string[]
  /**
   * Items with the same key are each other's `earlier` and `later`; null leaves an item out. Use one of `keys.ts` where
   * one fits.
   */
  readonly key?: (item: Item) => string | null
  /**
   * All that the item's `earlier` and `later` ones see of it, as one value; null where they see nothing. They are
   * judged again when it is another value. Left out, they are whenever anything of the item changes.
   */
  readonly seen?: (item: Item) => unknown
  /** The key of the items that are a moment's `earlier` ones; null: it is judged without any. */
  readonly momentKey?: (moment: Moment) => string | null
  readonly item?: (item: Item, past: ItemPast) => Verdict | null
  readonly moment?: (moment: Moment, past: MomentPast) => Verdict | null
  readonly tracker?: (tracker: Tracker, past: TrackerPast) => Verdict | null
  /** `vendors` are those of which any tracker was seen. */
  readonly document?: (document: DocumentState, vendors: ReadonlySet<string>) => Verdict | null
}

/** A moment of one kind. */
export type MomentOf<K extends Moment['kind']> = Extract<Moment, { readonly kind: K }>

/** What the check of a moment may look at beside it: nothing that was folded later, or that came into being later. */
export interface MomentPast {
  /**
   * Items with its `momentKey` that came into being before it, newest first, `most` at most. Ask for few: it runs for
   * every moment.
   */
  readonly earlier: (most: number) => readonly Item[]
  /**
   * The newest moment of this kind at or before `at` (milliseconds since 1970) that fits. `tracker` null asks for the
   * page's own. The judged moment itself is not found.
   */
  readonly moment: <K extends Moment['kind']>(
    kind: K,
    tracker: string | null,
    at: number,
    fits?: (moment: MomentOf<K>) => boolean,
  ) => MomentOf<K> | null
}

/** What the check of an item may look at beside it. */
export interface ItemPast extends MomentPast {
  /** Items before the judged one with the same key, newest first, `most` at most. Ask for few: it runs for each. */
  readonly earlier: (most: number) => readonly Item[]
  /**
   * The same, one by one, as long as `take` wants more: where the first of them nearly always tells enough, as many
   * lists are saved as there are items.
   */
  readonly back: (most: number, take: (item: Item) => boolean) => void
  /** Items after the judged one with the same key, oldest first, `most` at most. */
  readonly later: (most: number) => readonly Item[]
  /** The same, one by one, as long as `take` wants more. */
  readonly forth: (most: number, take: (item: Item) => boolean) => void
  /**
   * The same as of a moment. `at` is no later than when the item was seen, called or sent, and the tracker is the
   * item's own or null: the item is judged again when such a moment becomes known.
   */
  readonly moment: MomentPast['moment']
  /** The kinds of values among the item's properties, as `kindsOf` reads them: once for all the checks that ask. */
  readonly kinds: number
  /** For the exchanges of the item itself. */
  readonly exchanges: State['exchanges']
  /** For whose an item is now, as `whoseIs` answers: the item is judged again when anything is tied or untied. */
  readonly ties: State['ties']
  /** For the document of the item itself, and no more than when it began. */
  readonly documents: State['documents']
}

/** What the check of a tracker may look at: everything. There are few trackers, and they are judged every time. */
export interface TrackerPast {
  readonly state: State
  /** Milliseconds since 1970: the present while one looks live, the time of saving where a recording is looked at. */
  readonly now: number
  /** The newest items with this key, newest first, `most` at most. */
  readonly latest: (most: number, key: string) => readonly Item[]
  /** The oldest item with this key. */
  readonly first: (key: string) => Item | undefined
  readonly moment: MomentPast['moment']
}
