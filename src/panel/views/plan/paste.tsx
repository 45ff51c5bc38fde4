/** Where a plan's text is pasted, and the button that leads there. */
// biome-ignore-all lint/a11y/noStaticElementInteractions: Escape is heard from everything inside
import { useEffect, useRef } from 'preact/hooks'
import type { Store } from '../../../ui/store/store'
import { load, roomOf } from './loading'
import '../../../ui/parts/field.css'

/** The button that shows where to paste, and takes it away again. */
export function PasteButton({ store }: { readonly store: Store }) {
  const { pasting } = roomOf(store)
  return (
    <button
      type="button"
      class="button"
      aria-expanded={pasting.value}
      onClick={() => {
        pasting.value = !pasting.value
      }}
    >
      Paste…
    </button>
  )
}

/** Reads it when asked to, and stays as it is where something is wrong with it. */
export function Paste({ store }: { readonly store: Store }) {
  const { pasting, pasted } = roomOf(store)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const close = () => {
    pasting.value = false
  }
  return (
    <section
      class="block"
      aria-label="Paste a plan"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        close()
      }}
    >
      <div class="field">
        <label for="plan-text">The plan’s text: JSON, YAML or CSV</label>
        <textarea
          ref={field}
          id="plan-text"
          rows={8}
          spellcheck={false}
          placeholder={'{ "tracklens-plan": 1, "events": [ { "name": "purchase" } ] }'}
          value={pasted.value}
          onInput={(event) => {
            pasted.value = event.currentTarget.value
          }}
        />
      </div>
      <div class="cluster">
        <button
          type="button"
          class="button primary"
          disabled={pasted.value.trim() === ''}
          onClick={() => void load(store, [{ name: 'The text', text: pasted.value }])}
        >
          Use this plan
        </button>
        <button type="button" class="button" onClick={close}>
          Cancel
        </button>
      </div>
    </section>
  )
}
