/** The button that opens the Export dialog, whose code is loaded then. */
import { useSignal } from '@preact/signals'
import { Icon } from '../parts/icon'
import { lazy } from '../parts/lazy'
import type { Store } from '../store/store'

const ExportDialog = lazy('The export', async () => (await import('./export-dialog')).ExportDialog, 'dialog')

/** Stands in the top bar. */
export function ExportButton({ store }: { readonly store: Store }) {
  const open = useSignal(false)
  const close = () => {
    open.value = false
  }
  return (
    <>
      <button
        type="button"
        class="button bare"
        aria-haspopup="dialog"
        title="Save or copy what was recorded: as a recording, a report, a table or requests"
        onClick={() => {
          open.value = true
        }}
      >
        <Icon name="export" />
        <span class="word">Export…</span>
      </button>
      {open.value && <ExportDialog store={store} onClose={close} />}
    </>
  )
}
