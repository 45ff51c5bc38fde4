/** Says what the browser's storage did not take, and what to do about it. */
import type { Store } from './store'

/** Tells it at once; a notice that is shown stays, with its way back. */
export function tellUnkept(store: Store, error: unknown): void {
  const why = error instanceof Error && error.message !== '' ? ` (${error.message.replace(/\.$/, '')})` : ''
  const text =
    `The browser did not write this to the disk${why}: it lasts until this panel closes. Make room on the disk, ` +
    'remove tracking plans of other sites, or forget payloads that were sent before; then do it again.'
  const shown = store.notice.peek()
  if (shown?.text.endsWith(text)) return
  store.notice.value = { ...shown, kind: 'error', text: shown ? `${shown.text} ${text}` : text }
}
