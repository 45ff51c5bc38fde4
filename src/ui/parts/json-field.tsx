/** A field for a JSON object that says, as one types, where it is wrong and what to do. */
import type { Signal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import { readObject } from '../../core/json-text'
import { Icon } from './icon'
import './field.css'

/** `text` is what was typed, right or wrong. */
export function JsonField({ label, text }: { readonly label: string; readonly text: Signal<string> }) {
  const field = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const read = readObject(text.value)
  const problem = 'problem' in read ? read.problem : null
  return (
    <div class="field">
      <div class="field-head">
        <label for={`${id}-text`}>{label}</label>
        <span class="grow" />
        <button
          type="button"
          class="button bare small"
          disabled={problem !== null}
          title="Indent it"
          onClick={() => {
            if ('value' in read) text.value = JSON.stringify(read.value, null, 2)
          }}
        >
          Format
        </button>
      </div>
      <textarea
        ref={field}
        id={`${id}-text`}
        class={problem ? 'json wrong' : 'json'}
        rows={Math.min(14, Math.max(6, text.value.split('\n').length + 1))}
        spellcheck={false}
        autocomplete="off"
        aria-invalid={problem !== null}
        aria-describedby={`${id}-problem`}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value
        }}
      />
      <p id={`${id}-problem`} class={problem ? 'problem' : 'hidden'} aria-live="polite">
        {problem && (
          <>
            <Icon name="warning" />
            <span class="grow">
              <b>
                Line {problem.line}, column {problem.column}.
              </b>{' '}
              {problem.text}
            </span>
            <button
              type="button"
              class="button bare small"
              onClick={() => {
                field.current?.focus()
                field.current?.setSelectionRange(problem.at, Math.min(problem.at + 1, text.value.length))
              }}
            >
              Go there
            </button>
          </>
        )}
      </p>
    </div>
  )
}
