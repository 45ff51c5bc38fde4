/** The button that opens the About dialog, whose code is loaded then. */
import { useSignal } from '@preact/signals'
import { Icon } from '../../ui/parts/icon'
import { lazy } from '../../ui/parts/lazy'

const AboutDialog = lazy('About Tracklens', async () => (await import('./about-dialog')).AboutDialog, 'dialog')

/** Stands at the end of the top bar. */
export function AboutButton() {
  const open = useSignal(false)
  return (
    <>
      <button
        type="button"
        class="button bare"
        aria-haspopup="dialog"
        aria-label="About Tracklens"
        title="About Tracklens: its version, and what is new"
        onClick={() => {
          open.value = true
        }}
      >
        <Icon name="info" />
      </button>
      {open.value && (
        <AboutDialog
          onClose={() => {
            open.value = false
          }}
        />
      )}
    </>
  )
}
