/** The way to the same panel in a tab of its own, where it can ask for permissions. */
import type { Store } from '../store/store'

/** Nothing where it is not needed. */
export function OwnTab({ store }: { readonly store: Pick<Store, 'ownTab'> }) {
  if (store.ownTab === null) return null
  return (
    <a class="button" href={store.ownTab} target="_blank" rel="noreferrer">
      Open Tracklens in a tab
    </a>
  )
}
