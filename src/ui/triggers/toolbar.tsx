/** The triggers' place in the panel: what is stopped, the toolbar, its dialogs, and what became of the last trigger. */
import { useEffect, useMemo } from 'preact/hooks'
import { vendors } from '../../providers/registry'
import type { Store } from '../store/store'
import { Bar } from './bar'
import { Editor } from './editor'
import { Outcome } from './outcome'
import { Ask } from './question-dialog'
import { StopBanner } from './stop-banner'
import { Desk } from './trigger-runner'
import './triggers.css'

/** One element with role `toolbar` and the name "Triggers", and what goes with it. */
export function Toolbar({ store }: { readonly store: Store }) {
  const desk = useMemo(
    () =>
      new Desk({
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
  useEffect(() => () => desk.close(), [desk])
  return (
    <>
      <StopBanner desk={desk} />
      <Bar store={store} desk={desk} />
      <Editor store={store} desk={desk} />
      <Ask store={store} question={desk.question} />
      <Outcome desk={desk} />
    </>
  )
}
