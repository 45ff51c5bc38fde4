/**
 * The offer of the optional permission that tells how requests ended after their page was left, and the way to give it
 * back.
 */
import { useSignal } from '@preact/signals'
import { Icon } from '../../../ui/parts/icon'
import { OwnTab } from '../../../ui/parts/own-tab'
import type { Store } from '../../../ui/store/store'
import './outcomes.css'

/** Nothing while there is nothing that it would tell and nothing granted. `unheard`: items that nobody heard of. */
export function Outcomes({ store, unheard }: { readonly store: Store; readonly unheard: number }) {
  const busy = useSignal(false)
  const granted = store.sources.value.outcomes
  if (store.recording.value !== null || (unheard === 0 && !granted)) return null
  const ask = async (): Promise<void> => {
    busy.value = true
    await store.askForOutcomes()
    busy.value = false
  }
  const giveBack = async (): Promise<void> => {
    busy.value = true
    await store.giveBackOutcomes()
    busy.value = false
  }
  if (granted)
    return (
      <aside class="offer" aria-label="Permission to watch requests">
        <Icon name="check" />
        <p class="grow">
          {store.sources.value.outcomesHeard
            ? 'Tracklens is told how requests end after their page was left. Chromium itself loses sight ' +
              'of some of them, which stay unknown, and this costs every request of every page about 0.6 ' +
              'ms there.'
            : 'Tracklens may watch requests, but the browser has reported none yet. Go to the next page; if ' +
              'this stays, restart the browser once: Chromium begins with its next start.'}
        </p>
        {store.canGiveBackOutcomes ? (
          <button type="button" class="button" disabled={busy.value} onClick={() => void giveBack()}>
            Take it back
          </button>
        ) : (
          <span class="quiet">It can be taken back on the browser’s page of extensions.</span>
        )}
      </aside>
    )
  return (
    <aside class="offer" aria-label="Permission to watch requests">
      <Icon name="question" />
      <p class="grow">
        <b>
          {unheard.toLocaleString()} {unheard === 1 ? 'item is' : 'items are'} unknown
        </b>{' '}
        because no answer was seen: the page was left before one came, or may not read it. The optional permission{' '}
        <code>webRequest</code> lets the browser tell how such requests end from now on; in Chromium it costs every
        request of every page about 0.6 ms.
      </p>
      {store.canAskForOutcomes ? (
        <button type="button" class="button" disabled={busy.value} onClick={() => void ask()}>
          Allow …
        </button>
      ) : store.ownTab !== null ? (
        <>
          <span class="quiet">
            Firefox lets no panel inside its developer tools ask for it: allow it in a tab, under Queue.
          </span>
          <OwnTab store={store} />
        </>
      ) : (
        <span class="quiet">It cannot be asked for here: this page runs without the extension’s own rights.</span>
      )}
    </aside>
  )
}
