/** The SDK's operations: each is called as it stands, or opened and filled in first. */
import { type Signal, useSignal } from '@preact/signals'
import type { Operation } from '../../../lab/model'
import { Icon } from '../../../ui/parts/icon'
import { argumentsOf, draftOf, type FieldDraft } from './draft'
import { FieldEditor } from './field'
import type { LabStore } from './lab-store'
import '../../../ui/parts/fold-out.css'
import './operations.css'

/** All operations of the chosen model. */
export function Operations({ lab }: { readonly lab: LabStore }) {
  const open = useSignal<string | null>(null)
  const { vendor, operations } = lab.model.value
  return (
    <section class="lab-part" aria-label="Operations">
      <h2>Call the SDK</h2>
      <ul class="lab-operations">
        {operations.map((operation) => (
          <OperationPart key={`${vendor}.${operation.method}`} lab={lab} operation={operation} open={open} />
        ))}
      </ul>
    </section>
  )
}

function OperationPart({
  lab,
  operation,
  open,
}: {
  readonly lab: LabStore
  readonly operation: Operation
  readonly open: Signal<string | null>
}) {
  const { method, fields, hint, destructive } = operation
  const key = (name: string): string => `${lab.model.value.vendor}.${method}.${name}`
  const drafts: readonly FieldDraft[] = fields.map(
    (field) => lab.drafts.value[key(field.name)] ?? draftOf(field, undefined),
  )
  const args = argumentsOf(fields, drafts)
  const shown = open.value === method
  return (
    <li class={destructive ? 'lab-operation destructive' : 'lab-operation'}>
      <div class="lab-operation-head">
        <button
          type="button"
          class="lab-operation-name"
          aria-expanded={shown}
          aria-label={destructive ? `${method}, destructive` : method}
          title={hint}
          onClick={() => {
            open.value = shown ? null : method
          }}
        >
          <span class={shown ? 'twist open' : 'twist'}>
            <Icon name="chevron" />
          </span>
          <code class="ellipsis">{method}</code>
          {destructive && (
            <span class="tone-bad lab-mark" title="Destructive: it removes data">
              <Icon name="warning" />
            </span>
          )}
        </button>
        <button
          type="button"
          class="button lab-call"
          disabled={args === null}
          title={
            args === null ? 'A field cannot be read' : `${method}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`
          }
          aria-label={`Call ${method}`}
          onClick={() => args && lab.take({ step: 'call', method, args })}
        >
          <Icon name="play" />
          Call
        </button>
      </div>
      {shown && (
        <div class="lab-fields">
          <p>
            {destructive && <strong class="tone-bad">Destructive. </strong>}
            {hint}
          </p>
          {fields.map((field, index) => (
            <FieldEditor
              key={field.name}
              id={`lab-op-${method}-${field.name}`}
              field={field}
              draft={drafts[index] ?? draftOf(field, undefined)}
              onChange={(draft) => {
                lab.drafts.value = { ...lab.drafts.value, [key(field.name)]: draft }
              }}
            />
          ))}
          {fields.length === 0 && <p class="quiet">It takes no arguments.</p>}
        </div>
      )}
    </li>
  )
}
