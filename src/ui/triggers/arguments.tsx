/**
 * The fields for the arguments of a command: one line of text each, checked as one types, with those sent before as
 * suggestions.
 */
import type { Signal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { Argument } from '../../core/contract/offer'
import { Icon } from '../parts/icon'
import type { Texts } from './questions'
import '../parts/callout.css'
import '../parts/field.css'
import './editor.css'

interface Props {
  readonly fields: readonly Argument[]
  readonly texts: Signal<Texts>
  /** Those sent before, newest first. */
  readonly before: readonly Texts[]
  /** Somebody has pressed the answer: what is missing is said too. */
  readonly tried: boolean
  readonly onEnter: () => void
  /** They stand below other fields, which have the focus. */
  readonly below?: boolean
}

/** The first field gets the focus of its dialog. */
export function Arguments({ fields, texts, before, tried, onEnter, below = false }: Props) {
  return (
    <div class="editor">
      {fields.map((field, at) => (
        <Field
          key={field.name}
          field={field}
          first={at === 0 && !below}
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
}: Omit<Props, 'fields' | 'below'> & { readonly field: Argument; readonly first: boolean }) {
  const id = useId()
  const { name, label, required, hint, example, known, check, kind, choices } = field
  const text = texts.value[name] ?? ''
  const type = (typed: string) => {
    texts.value = { ...texts.value, [name]: typed.trim() === '' ? '' : typed }
  }
  const said =
    check?.(text) ?? (required && tried && text === '' ? { wrong: true, words: `${label} is required.` } : null)
  const suggested = [...new Set([known, ...before.map((each) => each[name])])].filter((each) => each !== undefined)
  const common = {
    id,
    'data-first': first || undefined,
    spellcheck: false,
    placeholder: example,
    required,
    'aria-invalid': said?.wrong === true,
    'aria-describedby': `${id}-said ${id}-hint`,
    value: text,
  }
  return (
    <div class="field">
      <label for={id}>
        {label} <span class="quiet">{required ? '(required)' : '(optional)'}</span>
      </label>
      {kind === 'json' ? (
        <textarea {...common} rows={6} class="mono" onInput={(event) => type(event.currentTarget.value)} />
      ) : choices ? (
        <select {...common} onChange={(event) => type(event.currentTarget.value)}>
          <option value="">Choose…</option>
          {choices.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          list={`${id}-before`}
          autocomplete="off"
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            onEnter()
          }}
        />
      )}
      {kind === 'json' && text === '' && (
        <button type="button" class="button" onClick={() => type(example)}>
          Use the example
        </button>
      )}
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
