/** What time alone makes of a state, while nothing more happens. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { State } from '../../core/state'
import type { LogOptions } from './log'

/**
 * A state as it stands at a time, in milliseconds since 1970. One and the same while that is so: views draw another one
 * anew.
 */
export function aged(
  asOf: LogOptions['asOf'],
  state: ReadonlySignal<State>,
  now: ReadonlySignal<number>,
): ReadonlySignal<State> {
  if (!asOf) return state
  let last: { readonly state: State; readonly at: number; readonly aged: State } | null = null
  return computed(() => {
    const [newest, at] = [state.value, now.value]
    const from = last?.state === newest && last.at <= at ? last.aged : newest
    last = { state: newest, at, aged: asOf(from, at) }
    return last.aged
  })
}
