/** How far files are read that are being opened, with a way to leave them closed. */
import type { Store } from '../../ui/store/store'
import './opening.css'

/** Nothing while no file is being read. */
export function OpeningBar({ store }: { readonly store: Store }) {
  const opening = store.opening.value
  if (!opening) return null
  return (
    <div class="notice info opening" role="status" aria-label="Opening">
      <span class="ellipsis">Reading {opening.name}</span>
      <progress class="grow" max={1} value={opening.done} aria-label="Read so far" />
      <span class="nums">{Math.round(opening.done * 100)} %</span>
      <button type="button" class="button" onClick={opening.cancel}>
        Cancel
      </button>
    </div>
  )
}
