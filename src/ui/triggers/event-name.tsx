/**
 * The field for an event's name, with the names seen so far, and the properties that an event of this name last had.
 */
import type { Signal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { Store } from '../store/store'
import { lastProperties, namesSeen } from './payloads'
import '../parts/field.css'

/** `properties` is the text of the properties' field, which is filled on demand. */
export function EventName({
  store,
  vendor,
  name,
  properties,
}: {
  readonly store: Store
  readonly vendor: string
  readonly name: Signal<string>
  readonly properties: Signal<string>
}) {
  const id = useId()
  const suggested = name.value === '' ? null : lastProperties(store.incoming.state.value, vendor, name.value)
  const text = suggested && JSON.stringify(suggested, null, 2)
  const fits = suggested !== null && text !== properties.value && Object.keys(suggested).length > 0
  return (
    <div class="field">
      <label for={`${id}-name`}>Name</label>
      <input
        id={`${id}-name`}
        data-first
        list={`${id}-names`}
        autocomplete="off"
        spellcheck={false}
        value={name.value}
        onInput={(event) => {
          name.value = event.currentTarget.value
        }}
      />
      <datalist id={`${id}-names`}>
        {namesSeen(store.incoming.state.peek(), vendor).map((seen) => (
          <option key={seen} value={seen} />
        ))}
      </datalist>
      {fits && (
        <button
          type="button"
          class="link-button"
          onClick={(event) => {
            event.currentTarget.form?.querySelector('textarea')?.focus()
            properties.value = text ?? ''
          }}
        >
          Use the properties that it last had
        </button>
      )}
    </div>
  )
}
