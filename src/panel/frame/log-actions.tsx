/** What one can do with the log as a whole: pause, clear, preserve, export, open. */
// biome-ignore-all lint/a11y/noStaticElementInteractions: Escape is heard from everything inside the menu
import { useSignal } from '@preact/signals'
import { useMemo, useRef } from 'preact/hooks'
import { recordingText, saveFile } from '../../ui/browser/open-file'
import { openFiles } from '../../ui/browser/open-files'
import { CopyButton } from '../../ui/parts/copy'
import { Icon } from '../../ui/parts/icon'
import { usePopover } from '../../ui/parts/popover'
import type { Store } from '../../ui/store/store'
import '../../ui/parts/check.css'
import './log-actions.css'

/** The right end of the top bar. */
export function LogActions({ store }: { readonly store: Store }) {
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
        <span class="word">{live ? 'Pause' : 'Resume'}</span>
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
      <ExportMenu store={store} />
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
        accept=".json,.har,.zip,application/json,application/zip"
        multiple
        class="hidden"
        aria-label="Files to open"
        tabIndex={-1}
        onChange={(event) => {
          void openFiles(store, [...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}

/** Each time it is opened it begins with personal values left out. */
function ExportMenu({ store }: { readonly store: Store }) {
  const { open, button, sheet, close } = usePopover<HTMLDivElement>('export', 'below')
  return (
    <>
      <button
        type="button"
        class="button bare"
        aria-haspopup="dialog"
        title="Save or copy everything recorded"
        {...button}
      >
        <Icon name="export" />
        <span class="word">Export</span>
      </button>
      {open && (
        <div class="sheet" role="dialog" aria-label="Export" {...sheet}>
          <ExportSheet store={store} onDone={close} />
        </div>
      )}
    </>
  )
}

function ExportSheet({ store, onDone }: { readonly store: Store; readonly onDone: () => void }) {
  const personal = useSignal(false)
  const everything = useSignal(false)
  const hidden = store.hiddenBelow.value
  const { received } = store.log.value
  // The list of facts grows in place: the count tells when.
  const facts = useMemo(() => store.inView.facts(everything.value), [received.value, hidden, everything.value])
  const text = (): string => {
    try {
      return recordingText(facts, personal.value)
    } catch (error) {
      store.notice.value = { kind: 'error', text: `The export could not be made: ${String(error)}` }
      throw error
    }
  }
  const save = (): void => {
    try {
      saveFile(text(), `tracklens-${new Date().toISOString().slice(0, 19).replace(/:/g, '-')}.json`)
    } catch {
      // The notice says why.
    }
    onDone()
  }
  return (
    <>
      <p>{facts.length.toLocaleString()} facts as JSON. Tracklens opens such a file again and shows the same ledger.</p>
      {hidden > 0 && (
        <label class="check">
          <input
            type="checkbox"
            checked={everything.value}
            onChange={(event) => {
              everything.value = event.currentTarget.checked
            }}
          />
          Include {hidden.toLocaleString()} {hidden === 1 ? 'item' : 'items'} not in view: cleared, or of an earlier
          page
        </label>
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={personal.value}
          onChange={(event) => {
            personal.value = event.currentTarget.checked
          }}
        />
        Include personal values
      </label>
      <p class="quiet">
        {personal.value
          ? 'Names, e-mail addresses, customer ids and everything else go into the file as they are.'
          : 'Customer ids, e-mail addresses, phone numbers, names and addresses become stand-ins; the same ' +
            'value gets the same one. Anonymous ids stay.'}
      </p>
      <div class="cluster">
        <button type="button" class="button primary" onClick={save}>
          Save file
        </button>
        <CopyButton label="Copy JSON" text={text} />
      </div>
    </>
  )
}
