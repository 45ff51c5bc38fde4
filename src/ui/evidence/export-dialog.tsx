/** The Export dialog: what leaves, in which form, masked or not, and what that means for the values in it. */
import { type ReadonlySignal, type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { saveFile } from '../browser/save-file'
import { CopyButton } from '../parts/copy'
import { Dialog } from '../parts/dialog'
import type { Store } from '../store/store'
import { FORMS } from './forms'
import { inSlices } from './in-slices'
import { exportInSteps, itemsIn, type Preview, type Scope, type Wish } from './leaving'
import { MaskPreview } from './mask-preview'
import '../parts/check.css'
import '../parts/callout.css'
import './export-dialog.css'

/** What was made of a wish: nothing yet, an export, or why there is none. */
type Made = 'making' | Preview | { readonly wrong: string }

/** Each time it is opened it begins with personal values masked. */
export function ExportDialog({ store, onClose }: { readonly store: Store; readonly onClose: () => void }) {
  const wish = useSignal<Wish>({
    scope: firstScope(store),
    cleared: false,
    form: 'recording',
    personal: false,
    chosen: [],
  })
  const made = useSignal<Made>('making')
  const progress = useSignal(0)
  const words = FORMS.find(({ form }) => form === wish.value.form)
  useEffect(() => {
    made.value = 'making'
    progress.value = 0
    // Another wish, or the dialog's end, ends what is under way.
    return inSlices(() => exportInSteps(store, wish.peek()), {
      progress: (done) => {
        progress.value = done
      },
      done: (preview) => {
        made.value = preview
      },
      failed: (error) => {
        made.value = { wrong: `The export could not be made: ${String(error)}. Choose fewer items, or another form.` }
      },
    })
  }, [wish.value])
  const ready = made.value !== 'making' && 'text' in made.value ? made.value : null
  const save = () => {
    if (!ready || !words) return
    const day = new Date().toISOString().slice(0, 19).replace(/:/g, '-')
    saveFile(ready.text, `tracklens-${day}.${words.ending}`, words.type)
    onClose()
  }
  return (
    <Dialog title="Export" onClose={onClose} wide>
      <div class="export">
        <div class="export-wish">
          <What store={store} wish={wish} />
          <label class="export-form">
            <b>As</b>
            <select
              value={wish.value.form}
              data-first
              onChange={(event) => {
                const chosen = FORMS.find(({ form }) => form === event.currentTarget.value)
                if (chosen) wish.value = { ...wish.value, form: chosen.form }
              }}
            >
              {FORMS.map(({ form, label }) => (
                <option key={form} value={form}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <p class="quiet">{words?.purpose}</p>
          <label class="check">
            <input
              type="checkbox"
              checked={!wish.value.personal}
              onChange={(event) => {
                wish.value = { ...wish.value, personal: !event.currentTarget.checked }
              }}
            />
            Mask personal values
          </label>
        </div>
        <div class="export-means">
          {made.value === 'making' && <Progress done={progress} />}
          {made.value !== 'making' && 'wrong' in made.value && (
            <p class="callout bad" role="alert">
              {made.value.wrong}
            </p>
          )}
          {ready && <MaskPreview preview={ready} wish={wish} />}
        </div>
      </div>
      <div class="dialog-foot export-foot">
        <button type="button" class="button primary" disabled={!ready || ready.items === 0} onClick={save}>
          Save file
        </button>
        {ready && ready.items > 0 && <CopyButton label="Copy" text={() => ready.text} />}
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <span class="quiet nums">
          {ready && `${ready.items.toLocaleString()} ${ready.items === 1 ? 'item' : 'items'}, ${sizeOf(ready.text)}`}
        </span>
      </div>
    </Dialog>
  )
}

/** In a part of its own: nothing else is drawn anew for it. */
function Progress({ done }: { readonly done: ReadonlySignal<number> }) {
  return (
    <div class="cluster" role="status">
      <span>Looking through what leaves …</span>
      <progress class="grow" max={1} value={done.value} aria-label="Looked through so far" />
      <span class="nums">{Math.round(done.value * 100)} %</span>
    </div>
  )
}

/** A filter in force is meant. */
function firstScope(store: Store): Scope {
  return store.filterText.peek().trim() === '' ? 'everything' : 'shown'
}

function sizeOf(text: string): string {
  const kilobytes = text.length / 1024
  return kilobytes < 1024 ? `about ${Math.ceil(kilobytes)} KB` : `about ${(kilobytes / 1024).toFixed(1)} MB`
}

function What({ store, wish }: { readonly store: Store; readonly wish: Signal<Wish> }) {
  const filter = store.filterText.value.trim()
  const hidden = store.hiddenBelow.value
  const { scope, cleared } = wish.value
  const option = (value: Scope, label: string) => {
    const count = itemsIn(store, value, cleared).length
    return (
      <label class="check">
        <input
          type="radio"
          name="scope"
          checked={scope === value}
          disabled={count === 0}
          onChange={() => {
            wish.value = { ...wish.value, scope: value }
          }}
        />
        {label}: {count.toLocaleString()} {count === 1 ? 'item' : 'items'}
      </label>
    )
  }
  return (
    <fieldset class="export-what">
      <legend>What</legend>
      {option('selected', 'Selected')}
      {filter !== '' && option('shown', `Shown by the filter “${filter}”`)}
      {option('everything', filter === '' ? 'Everything listed' : 'Everything, also what the filter hides')}
      {hidden > 0 && (
        <label class="check">
          <input
            type="checkbox"
            checked={cleared}
            disabled={scope !== 'everything'}
            onChange={(event) => {
              wish.value = { ...wish.value, cleared: event.currentTarget.checked }
            }}
          />
          Include {hidden.toLocaleString()} {hidden === 1 ? 'item' : 'items'} not in view: cleared, or of an earlier
          page
        </label>
      )}
    </fieldset>
  )
}
