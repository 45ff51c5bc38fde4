/** What calls have yet to bring about: by themselves, or once the SDK makes them. */
import type { CallFact, Stamp } from './call-fact'
import type { ItemType } from './item'

/**
 * A call that makes the SDK track something by itself. `at` is in milliseconds since 1970; `trigger` is null for the
 * page's own call.
 */
export interface Cause {
  readonly at: number
  readonly trigger: string | null
  readonly things: readonly { readonly type: ItemType; readonly name: string }[]
}

/**
 * A call that the SDK has not made yet, as far as is known: what it changes is held with it. `items` are the numbers of
 * what it tracks, in the reading's order; `ignored`: the SDK does not keep it (`Reading.early`).
 */
export interface EarlyCall {
  readonly fact: Stamp & CallFact
  readonly items: readonly number[]
  readonly ignored: boolean
}
