/** The ids of an identify call: a name and a value each. */
import type { Signal } from '@preact/signals'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from '../parts/icon'
import '../parts/field.css'
import './editor.css'

type Pairs = readonly (readonly [string, string])[]

/** `names` are suggested. */
export function IdRows({ pairs, names }: { readonly pairs: Signal<Pairs>; readonly names: readonly string[] }) {
  const id = useId()
  const rows = useRef<HTMLFieldSetElement>(null)
  /** The row whose value gets the focus once it is drawn: a row was added there, or the one after it was removed. */
  const next = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (next.current !== null)
      rows.current?.querySelectorAll<HTMLElement>('.id-row')[next.current]?.querySelector<HTMLElement>('.grow')?.focus()
    next.current = null
  }, [pairs.value.length])
  const change = (at: number, pair: readonly [string, string]) => {
    pairs.value = pairs.value.map((old, index) => (index === at ? pair : old))
  }
  return (
    <fieldset class="field" ref={rows}>
      <legend>IDs</legend>
      <datalist id={id}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {pairs.value.map(([name, value], at) => (
        <div key={at} class="id-row">
          <input
            aria-label={at === 0 ? 'ID name' : `ID name ${at + 1}`}
            placeholder="name"
            list={id}
            autocomplete="off"
            spellcheck={false}
            value={name}
            onInput={(event) => change(at, [event.currentTarget.value, value])}
          />
          <input
            aria-label={at === 0 ? 'ID value' : `ID value ${at + 1}`}
            placeholder="value"
            class="grow"
            data-first={at === 0 ? true : undefined}
            autocomplete="off"
            spellcheck={false}
            value={value}
            onInput={(event) => change(at, [name, event.currentTarget.value])}
          />
          <button
            type="button"
            class="button bare small"
            aria-label={`Remove the ID ${name}`}
            title="Remove"
            disabled={pairs.value.length === 1}
            onClick={() => {
              next.current = Math.max(0, at - 1)
              pairs.value = pairs.value.filter((_, index) => index !== at)
            }}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      <button
        type="button"
        class="link-button"
        onClick={() => {
          const unused = names.find((name) => !pairs.value.some(([used]) => used === name))
          next.current = pairs.value.length
          pairs.value = [...pairs.value, [unused ?? '', '']]
        }}
      >
        Add an ID
      </button>
    </fieldset>
  )
}
