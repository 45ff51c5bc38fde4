/** What a vendor is told of an item's tries, and what it says the SDK does then. */
import type { Attempt } from '../item'

/** An item's tries, of which one has just failed or been refused. */
export interface Tried {
  /** All of them, the oldest first: not every one counts for every SDK. */
  readonly tries: readonly Attempt[]
  /** The HTTP status of the one that has just ended; null: there was no answer. */
  readonly status: number | null
  /** Where the item stands in that request, from 0, of how many. */
  readonly place: { readonly index: number; readonly of: number }
  /** Who sent that request, by what it carries: its `Decoded.surface`. */
  readonly sender: string
}

/** What the SDK is documented to do with an item after a try that did not succeed. */
export interface AfterTry {
  readonly delivery: 'retrying' | 'rejected' | 'lost'
  readonly why: string
}
