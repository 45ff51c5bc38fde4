/** A call of an SDK as a fact, and the stamp that it has like every fact: apart, because a state holds calls. */
import type { Json } from './json'

/**
 * Where and when a fact was observed.
 * `doc` names the document (a random id made by its relay), or the observer where no document was one:
 * `devtools:<id>` (the open panel), `browser:<tab>` (the background), `journal:<tab>` (what the background could not
 * keep over its own end), `file:<name>` (a file of another tool's). `seq` counts the facts of one `doc` from 1
 * without a hole. `at` is milliseconds since 1970 with fractions, by the observer's clock. `frame` is the browser's
 * frame id (0 is the top frame) and is stamped by the background from the port's sender, never taken from a message.
 */
export interface Stamp {
  readonly doc: string
  readonly seq: number
  readonly at: number
  readonly frame: number
}

/** The page called an SDK. */
export interface CallFact {
  readonly kind: 'call'
  readonly vendor: string
  readonly surface: string
  readonly tracker: string
  /** Number of the call within its document. */
  readonly call: number
  readonly method: string
  /** The arguments by value at the time of the call; what JSON cannot carry is marked (see `json.ts`). */
  readonly args: readonly Json[]
  /** The vendor's own id of the message, where the SDK has already given one. */
  readonly id?: string
  /** The call only went into a snippet's buffer. */
  readonly buffered?: boolean
  /** It came to neither the SDK nor a stub: the page's own function or object stands in their place. */
  readonly foreign?: boolean
  /** Where the page called from: the stack without Tracklens' own frames. */
  readonly stack?: string
  /** The trigger that made this call. */
  readonly trigger?: string
}
