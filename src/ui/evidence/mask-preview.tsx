/** What will be masked, with how many values; and the properties that can be ticked beside. */

import type { Signal } from '@preact/signals'
import { counted } from '../../core/text'
import type { Ground } from '../../files/mask/report'
import type { Preview, Wish } from './leaving'

const WORDS: Readonly<Record<Ground, string>> = {
  person: 'Traits and customer properties',
  id: 'IDs of persons',
  name: 'Fields named as personal',
  text: 'E-mail addresses, phone and card numbers in text',
  known: 'The same values elsewhere',
  chosen: 'Chosen below',
  secret: 'Secrets, removed in any case',
}
const ORDER: readonly Ground[] = ['person', 'id', 'name', 'text', 'known', 'chosen', 'secret']

/** Drawn anew for each export that was made. */
export function MaskPreview({ preview, wish }: { readonly preview: Preview; readonly wish: Signal<Wish> }) {
  const { masked, offered } = preview
  const { personal, chosen } = wish.value
  const total = masked.filter(({ ground }) => ground !== 'known').reduce((sum, { values }) => sum + values, 0)
  const tick = (name: string, on: boolean) => {
    wish.value = { ...wish.value, chosen: on ? [...chosen, name] : chosen.filter((other) => other !== name) }
  }
  return (
    <>
      <p>
        {personal
          ? 'Names, e-mail addresses, customer IDs and everything else go out as they are.'
          : `${total.toLocaleString()} ${total === 1 ? 'value is' : 'values are'} masked. Equal values get equal ` +
            'stand-ins; project tokens, write keys, anonymous IDs and the names of events and properties stay.'}
      </p>
      {masked.length > 0 && (
        <table class="export-masked" aria-label="What is masked">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Fields</th>
              <th scope="col">Values</th>
              <th scope="col">Places</th>
            </tr>
          </thead>
          <tbody>
            {ORDER.map((ground) => {
              const found = masked.filter((entry) => entry.ground === ground)
              if (found.length === 0) return null
              const names = found.map(({ name }) => name).filter(Boolean)
              return (
                <tr key={ground}>
                  <th scope="row">{WORDS[ground]}</th>
                  <td class="break">
                    {names.slice(0, 12).join(', ')}
                    {names.length > 12 && ` and ${names.length - 12} more`}
                  </td>
                  <td class="nums">{found.reduce((sum, { values }) => sum + values, 0).toLocaleString()}</td>
                  <td class="nums">{found.reduce((sum, { places }) => sum + places, 0).toLocaleString()}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {!personal && offered.length > 0 && (
        <details class="export-offered" open={chosen.length > 0}>
          <summary>
            Not masked: {offered.length.toLocaleString()} event properties. Tick those that are personal.
          </summary>
          <ul>
            {offered.map(({ name, values, examples }) => (
              <li key={name}>
                <label class="check">
                  <input
                    type="checkbox"
                    checked={chosen.includes(name)}
                    onChange={(event) => tick(name, event.currentTarget.checked)}
                  />
                  <b>{name}</b>
                  <span class="quiet break">
                    {counted(values, 'value')}: {examples.join(', ')}
                    {values > examples.length && ' …'}
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
