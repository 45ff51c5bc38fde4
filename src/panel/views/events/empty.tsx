/** What the list says while it has nothing to show, and what to do about it. */
import type { Filter } from '../../../core/query/filter'
import { lazy } from '../../../ui/parts/lazy'
import { whatNext, whyNothing } from '../../../ui/store/nothing'
import type { Store } from '../../../ui/store/store'
import type { UnseenProps } from './completing'
import '../../../ui/parts/empty.css'

const Unseen = lazy<UnseenProps>('What was asked for', async () => (await import('./completing')).Unseen)

interface EmptyProps {
  readonly store: Store
  /** How many items there are before the filter. */
  readonly all: number
  readonly filter: Filter
}

/** A sentence and what to do. */
export function EmptyState({ store, all, filter }: EmptyProps) {
  const state = store.state.value
  if (all > 0)
    return (
      <div class="empty">
        <h2>Nothing matches</h2>
        <p>None of the {all.toLocaleString()} items matches this filter.</p>
        {!filter.empty && <Unseen store={store} filter={filter} />}
        <button
          type="button"
          class="button"
          onClick={() => {
            store.filterText.value = ''
            // The button goes away once the rows are there.
            document.querySelector<HTMLElement>('[role=grid]')?.focus()
          }}
        >
          Remove the filter
        </button>
      </div>
    )
  if (store.recording.value !== null)
    return (
      <div class="empty">
        <h2>No items in this recording</h2>
        <p>
          It holds {store.live.value.facts.toLocaleString()} records, and none of them tracked anything. If the page
          does track, record it again with this panel open from its start on; another file is opened with “Open…” above.
        </p>
        <button type="button" class="button" onClick={() => store.closeRecording()}>
          Back to the page
        </button>
      </div>
    )
  const { hook, link } = store.sources.value
  if (hook === 'silent' && state.items.size === 0)
    return (
      <div class="empty">
        <h2>Reload the page to begin</h2>
        <p>
          This page was open before Tracklens was installed or updated, or it is one where extensions may not run (an
          empty tab, the browser’s own pages, its store). After a reload, or on a page of your site, calls are seen from
          the first one on.
        </p>
      </div>
    )
  if (state.items.size > 0)
    return (
      <div class="empty">
        <h2>{store.mode.value === 'live' ? 'Waiting for the next event' : 'Nothing in view'}</h2>
        <p>
          {whyNothing(store, true)}
          {store.preserve.value && whatNext(store, 'from now on appears here')}
        </p>
        {!store.preserve.value && (
          <button type="button" class="button" onClick={() => store.setPreserve(true)}>
            Show earlier pages too
          </button>
        )}
      </div>
    )
  return (
    <div class="empty">
      <h2>
        {link === 'none'
          ? 'No page is watched'
          : state.trackers.size > 0
            ? 'Nothing tracked yet'
            : 'No tracking seen yet'}
      </h2>
      {link !== 'none' && (
        <p>
          {state.trackers.size > 0
            ? 'An SDK is here but has tracked nothing.'
            : 'Tracklens knows Bloomreach Engagement, Customer.io, Segment and RudderStack.'}
          {whatNext(store, 'appears at once')}
        </p>
      )}
      <p class="quiet">A recording can be dropped here to look at it.</p>
    </div>
  )
}
