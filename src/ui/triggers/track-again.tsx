/** "Track again…": opens a payload editor that starts from a captured item. For the details of Events. */
import type { Item } from '../../core/item'
import type { Store } from '../store/store'
import { editorFor } from './again'
import { reachable } from './commands'

/** Opens the editor for an item. Tells whether there is one for its kind and an SDK that could send it. */
export function trackAgain(store: Store, item: Item): boolean {
  const command = editorFor(item)
  const live = store.incoming.state.peek()
  const tracker = live.trackers.get(item.tracker)?.instance
    ? item.tracker
    : reachable(live).find((each) => each.vendor === item.vendor)?.id
  if (!command || tracker === undefined || store.recording.peek() !== null) return false
  store.editor.value = { command, tracker, item: item.n }
  return true
}

/** Whether there is an SDK now that could send such an item again. */
export function canTrackAgain(store: Store, item: Item): boolean {
  if (!editorFor(item) || store.recording.value !== null) return false
  return reachable(store.incoming.state.value).some((tracker) => tracker.vendor === item.vendor)
}

/** The button for an item; nothing where its kind has no editor. */
export function TrackAgain({ store, item }: { readonly store: Store; readonly item: Item }) {
  const command = editorFor(item)
  if (!command || store.recording.value !== null) return null
  const live = canTrackAgain(store, item)
  return (
    <button
      type="button"
      class="button"
      disabled={!live}
      title={
        live
          ? 'Edit it and send it once more by the SDK of the page'
          : 'No SDK of this vendor can be reached on the page now'
      }
      onClick={() => trackAgain(store, item)}
    >
      {command === 'identify' ? 'Identify again…' : 'Track again…'}
    </button>
  )
}
