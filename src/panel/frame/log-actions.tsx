/** What one can do with the log as a whole: pause, clear, preserve, export, open. */
import { useRef } from 'preact/hooks'
import { openFiles } from '../../ui/browser/open-files'
import { ExportButton } from '../../ui/evidence/export'
import { Icon } from '../../ui/parts/icon'
import type { Store } from '../../ui/store/store'
import { AboutButton } from './about'
import '../../ui/parts/check.css'
import './log-actions.css'

/** The right end of the top bar. */
export function LogActions({ store, onSettings }: { readonly store: Store; readonly onSettings: () => void }) {
  const file = useRef<HTMLInputElement>(null)
  const live = store.mode.value === 'live'
  return (
    <div class="actions">
      <button
        type="button"
        class="button bare"
        aria-pressed={!live}
        title={live ? 'Freeze what is shown; recording goes on' : 'Show what happens now (L)'}
        onClick={() => (live ? store.pause() : store.goLive())}
      >
        <Icon name={live ? 'pause' : 'play'} />
        <span class="word">{live ? 'Pause' : 'Go live'}</span>
      </button>
      <button
        type="button"
        class="button bare"
        title="Empty the list. Customers, sessions and consent stay known."
        disabled={store.recording.value !== null}
        onClick={() => store.clear()}
      >
        <Icon name="clear" />
        <span class="word">Clear</span>
      </button>
      <label class="check" title="Keep the items of earlier pages when the page navigates">
        <input
          type="checkbox"
          checked={store.preserve.value}
          onChange={(event) => store.setPreserve(event.currentTarget.checked)}
        />
        <span class="word">Preserve log</span>
      </label>
      <span class="rule" />
      <ExportButton store={store} />
      <button
        type="button"
        class="button bare"
        title="Open recordings, HARs or Playwright traces (or drop their files anywhere)"
        onClick={() => file.current?.click()}
      >
        <Icon name="open" />
        <span class="word">Open…</span>
      </button>
      <input
        ref={file}
        type="file"
        accept=".json,.har,.zhar,.zip,.gz"
        multiple
        class="hidden"
        aria-label="Files to open"
        tabIndex={-1}
        onChange={(event) => {
          void openFiles(store, [...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      <button type="button" class="button bare" aria-label="Settings" title="Settings (,)" onClick={onSettings}>
        <Icon name="gear" />
      </button>
      <AboutButton />
    </div>
  )
}
