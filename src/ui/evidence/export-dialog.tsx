/** The Export dialog: what leaves, in which form, masked or not, and what that means for the values in it. */

import { type ReadonlySignal, type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { counted } from '../../core/text'
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

/** What was made of a wish: an export, or why there is none. */
interface Made {
  readonly of: Wish
  readonly made: Preview | { readonly wrong: string }
}

/** Each time it is opened it begins with personal values masked. */
export function ExportDialog({ store, onClose }: { readonly store: Store; readonly onClose: () => void }) {
  const wish = useSignal<Wish>({
    scope: firstScope(store),
    cleared: false,
    form: 'recording',
    personal: false,
    chosen: [],
  })
  const latest = useSignal<Made | null>(null)
  const progress = useSignal(0)
  const words = FORMS.find(({ form }) => form === wish.value.form)
  useEffect(() => {
    const of = wish.peek()
    progress.value = 0
    // Another wish, or the dialog's end, ends what is under way.
    return inSlices(() => exportInSteps(store, of), {
      progress: (done) => {
        progress.value = done
      },
      done: (made) => {
        latest.value = { of, made }
      },
      failed: (error) => {
        const wrong = `The export could not be made: ${String(error)}. Choose fewer items, or another form.`
        latest.value = { of, made: { wrong } }
      },
    })
  }, [wish.value])
  // An effect runs after the browser has drawn: what is there until then is of the wish before.
  const made = latest.value?.of === wish.value ? latest.value.made : null
  const ready = made && 'text' in made && made.items > 0 ? made : null
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
          {!made && <Progress done={progress} />}
          {made && 'wrong' in made && (
            <p class="callout bad" role="alert">
              {made.wrong}
            </p>
          )}
          {made && 'text' in made && <MaskPreview preview={made} wish={wish} />}
        </div>
      </div>
      <div class="dialog-foot export-foot">
        <button type="button" class="button primary" disabled={!ready} onClick={save}>
          Save file
        </button>
        <CopyButton label="Copy" text={() => ready?.text ?? ''} disabled={!ready} />
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <span class="quiet nums">{made && 'text' in made && amount(made)}</span>
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

function amount({ items, text }: Preview): string {
  const kilobytes = text.length / 1024
  const size = kilobytes < 1024 ? `${Math.ceil(kilobytes)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`
  return `${counted(items, 'item')}, about ${size}`
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
        {label}: {counted(count, 'item')}
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
          Include {counted(hidden, 'item')} not in view: cleared, or of an earlier page
        </label>
      )}
    </fieldset>
  )
}
