/**
 * What a check is: one rule that judges one thing at a time (an item, a moment, a tracker, a document) in the light of
 * what came before.
 */
import type { Item } from '../core/item'
import type { DocumentState, Moment, State, Tracker } from '../core/state'

/** How bad it is: data is wrong or lost; it probably is, or will be; worth knowing. */
export type Severity = 'error' | 'warning' | 'info'

/** Every severity, worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']

/**
 * What a check found: a sentence with the concrete values, and the ledger numbers it is about where these are not just
 * the judged item.
 */
export type Verdict = string | { readonly text: string; readonly items: readonly number[] }

/**
 * One rule. Its id is its file's name. It judges whatever it has a function for; each function is pure, total (page
 * data is untrusted and may have any shape) and cheap: it runs again each time the thing judged changes.
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
  /**
   * Items with the same key are each other's `earlier` and `later`; null leaves an item out. Use one of `keys.ts` where
   * one fits.
   */
  readonly key?: (item: Item) => string | null
  readonly item?: (item: Item, past: Past) => Verdict | null
  readonly moment?: (moment: Moment, past: Past) => Verdict | null
  readonly tracker?: (tracker: Tracker, past: Past) => Verdict | null
  readonly document?: (document: DocumentState, past: Past) => Verdict | null
}

/** A moment of one kind. */
export type MomentOf<K extends Moment['kind']> = Extract<Moment, { readonly kind: K }>

/** What a check may look at beside the thing it judges. */
export interface Past {
  readonly state: State
  /**
   * Items before the judged one with the same key (or the given one), newest first, `most` at most. Ask for few: it
   * runs for every item.
   */
  readonly earlier: (most: number, key?: string) => readonly Item[]
  /** Items after the judged one with the same key (or the given one), oldest first, `most` at most. */
  readonly later: (most: number, key?: string) => readonly Item[]
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
