/** Where the payload editor of Track… and Identify… opens, whose code is loaded then. */
import { lazy } from '../parts/lazy'
import type { Store } from '../store/store'
import type { TriggerRunner } from './trigger-runner'
import type { EditorProps } from './use-payload-editor'

const EditorDialog = lazy<EditorProps>(
  'The editor',
  async () => (await import('./editor-dialog')).EditorDialog,
  'dialog',
)

/** Shows the editor that is wished for, if there is one. */
export function Editor({ store, runner }: { readonly store: Store; readonly runner: TriggerRunner }) {
  const wish = store.editor.value
  const tracker = wish ? store.incoming.state.value.trackers.get(wish.tracker) : undefined
  if (!wish || !tracker) return null
  return (
    <EditorDialog
      key={`${wish.command} ${wish.tracker} ${wish.item}`}
      store={store}
      runner={runner}
      wish={wish}
      tracker={tracker}
    />
  )
}
