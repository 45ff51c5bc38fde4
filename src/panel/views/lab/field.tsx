/** One field of an operation or of the set-up, with its hint and what is wrong with what was typed. */
import type { Field } from '../../../lab/model'
import { type FieldDraft, readDraft, remarkOn } from './draft'
import '../../../ui/parts/check.css'
import './field.css'

/** `id` is unique in the page. `group` tells screen readers what the field belongs to. */
export function FieldEditor({
  field,
  draft,
  id,
  onChange,
}: {
  readonly field: Field
  readonly draft: FieldDraft
  readonly id: string
  readonly onChange: (draft: FieldDraft) => void
}) {
  const read = draft.included ? readDraft(field, draft) : null
  const problem = read && 'problem' in read ? read.problem : null
  const remark = remarkOn(field, draft)
  return (
    <div class={draft.included ? 'lab-field' : 'lab-field left-out'}>
      <div class="lab-field-head">
        {field.required ? (
          <label for={id} class="lab-field-name">
            {field.name}
          </label>
        ) : (
          <label class="check lab-field-name">
            <input
              type="checkbox"
              checked={draft.included}
              onChange={(event) => onChange({ ...draft, included: event.currentTarget.checked })}
            />
            {field.name}
          </label>
        )}
        <span class="lab-kind">{field.required ? 'required' : draft.included ? field.kind : 'left out'}</span>
      </div>
      {draft.included && (
        <Control
          field={field}
          draft={draft}
          id={id}
          wrong={problem !== null}
          onText={(text) => onChange({ ...draft, text })}
        />
      )}
      {problem !== null && (
        <p class="lab-problem" role="alert">
          {problem}
        </p>
      )}
      {problem === null && remark !== null && <p class="lab-remark">{remark}</p>}
      <p class="lab-hint" id={`${id}-hint`}>
        {field.hint}
      </p>
    </div>
  )
}

function Control({
  field,
  draft,
  id,
  wrong,
  onText,
}: {
  readonly field: Field
  readonly draft: FieldDraft
  readonly id: string
  readonly wrong: boolean
  readonly onText: (text: string) => void
}) {
  const common = {
    id,
    class: 'lab-input',
    'aria-label': field.name,
    'aria-describedby': `${id}-hint`,
    'aria-invalid': wrong,
  }
  if (field.kind === 'choice' || field.kind === 'boolean') {
    const choices = field.kind === 'boolean' ? ['true', 'false'] : (field.choices ?? [])
    return (
      <select {...common} value={draft.text} onChange={(event) => onText(event.currentTarget.value)}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    )
  }
  if (field.kind === 'json') {
    const rows = Math.min(12, Math.max(5, draft.text.split('\n').length))
    return (
      <textarea
        {...common}
        class="lab-input lab-json"
        rows={rows}
        spellcheck={false}
        value={draft.text}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    )
  }
  return (
    <input
      {...common}
      type="text"
      inputMode={field.kind === 'number' ? 'decimal' : 'text'}
      spellcheck={false}
      value={draft.text}
      onInput={(event) => onText(event.currentTarget.value)}
    />
  )
}
