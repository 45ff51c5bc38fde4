/**
 * The fields for the arguments of a command: one line of text each, checked as one types, with those sent before as
 * suggestions.
 */
import type { Signal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { Argument } from '../../core/contract/vendor'
import { Icon } from '../parts/icon'
import type { Texts } from './questions'
import '../parts/callout.css'
import '../parts/field.css'
import './editor.css'

/** What keeps the arguments from being given; null where nothing does. */
export function problemOf(fields: readonly Argument[], texts: Texts): string | null {
  for (const { name, label, required, check } of fields) {
    const text = texts[name] ?? ''
    if (required && text === '') return `${label} is required.`
    const said = check?.(text)
    if (said?.wrong) return said.words
  }
  return null
}

interface Props {
  readonly fields: readonly Argument[]
  readonly texts: Signal<Texts>
  /** Those sent before, newest first. */
  readonly before: readonly Texts[]
  /** Somebody has pressed the answer: what is missing is said too. */
  readonly tried: boolean
  readonly onEnter: () => void
}

/** The first field gets the focus of its dialog. */
export function Arguments({ fields, texts, before, tried, onEnter }: Props) {
  return (
    <div class="editor">
      {fields.map((field, at) => (
        <Field
          key={field.name}
          field={field}
          first={at === 0}
          texts={texts}
          before={before}
          tried={tried}
          onEnter={onEnter}
        />
      ))}
    </div>
  )
}

function Field({
  field,
  first,
  texts,
  before,
  tried,
  onEnter,
}: Omit<Props, 'fields'> & { readonly field: Argument; readonly first: boolean }) {
  const id = useId()
  const { name, label, required, hint, example, known, check } = field
  const text = texts.value[name] ?? ''
  const said =
    check?.(text) ?? (required && tried && text === '' ? { wrong: true, words: `${label} is required.` } : null)
  const suggested = [...new Set([known, ...before.map((each) => each[name])])].filter((each) => each !== undefined)
  return (
    <div class="field">
      <label for={id}>
        {label} <span class="quiet">{required ? '(required)' : '(optional)'}</span>
      </label>
      <input
        id={id}
        data-first={first || undefined}
        list={`${id}-before`}
        autocomplete="off"
        spellcheck={false}
        placeholder={example}
        required={required}
        aria-invalid={said?.wrong === true}
        aria-describedby={`${id}-said ${id}-hint`}
        value={text}
        onInput={(event) => {
          texts.value = {
            ...texts.value,
            [name]: event.currentTarget.value.trim() === '' ? '' : event.currentTarget.value,
          }
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          onEnter()
        }}
      />
      <datalist id={`${id}-before`}>
        {suggested.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <p id={`${id}-said`} class={said ? (said.wrong ? 'problem' : 'callout') : 'hidden'} aria-live="polite">
        {said && (
          <>
            <Icon name={said.wrong ? 'warning' : 'info'} /> <span class="grow">{said.words}</span>
          </>
        )}
      </p>
      <p id={`${id}-hint`} class="quiet">
        {hint}
      </p>
    </div>
  )
}
