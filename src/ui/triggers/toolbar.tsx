/** The triggers' place in the panel: what is stopped, the toolbar, its dialogs, and what became of the last trigger. */
import { useEffect, useMemo } from 'preact/hooks'
import type { CommandName } from '../../core/contract/offer'
import { vendors } from '../../providers/registry'
import type { Store } from '../store/store'
import { Bar } from './bar'
import { triggersOf } from './commands'
import { Editor } from './editor'
import { Outcome } from './outcome'
import { Question } from './question'
import { StopBanner } from './stop-banner'
import { TriggerRunner } from './trigger-runner'

/**
 * One element with role `toolbar` and the name "Triggers", and what goes with it. `only`: these triggers, in this
 * order.
 */
export function Toolbar({ store, only }: { readonly store: Store; readonly only?: readonly CommandName[] }) {
  const runner = useMemo(
    () =>
      new TriggerRunner({
        store,
        vendors,
        id: () => crypto.randomUUID(),
        after: (milliseconds, run) => {
          const timer = setTimeout(run, milliseconds)
          return () => clearTimeout(timer)
        },
      }),
    [store],
  )
  useEffect(() => () => runner.close(), [runner])
  return (
    <>
      <StopBanner runner={runner} />
      <Bar store={store} runner={runner} triggers={triggersOf(only)} />
      <Editor store={store} runner={runner} />
      <Question store={store} question={runner.question} />
      <Outcome runner={runner} />
    </>
  )
}
