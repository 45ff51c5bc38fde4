/** The rules by which is judged: a quarter of the panel's code, fetched beside its first view. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Check } from '../../checks/check'
import type { judge } from '../../inspection'

/** The rules that hold for everybody, and how a state is judged by them and by a plan's. */
interface Rulebook {
  readonly checks: readonly Check[]
  readonly judge: typeof judge
}

/** The rulebook; or that it is on its way, or can't be had: Tracklens was updated or removed under the open panel. */
export type Fetched = Rulebook | 'fetching' | 'failed'

const fetched = signal<Fetched>('fetching')
let asked: Promise<void> | null = null

/** What has been fetched so far. */
export const rulebook: ReadonlySignal<Fetched> = fetched

/** Fetches the rulebook, once. Resolves when it is here, or can't be had. */
export function fetchRules(): Promise<void> {
  asked ??= Promise.all([import('../../inspection'), import('../../checks')]).then(
    ([{ judge }, { checks }]) => {
      fetched.value = { judge, checks }
    },
    () => {
      fetched.value = 'failed'
    },
  )
  return asked
}
