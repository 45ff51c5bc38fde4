/** What the last reading of a plan came to: what is wrong and where, what was lost, or which columns a sheet has. */
import { useSignal } from '@preact/signals'
import { COLUMN_ROLES, type Columns } from '../../../plan/readers/columns'
import { FoldOut } from '../../../ui/parts/fold-out'
import { Icon } from '../../../ui/parts/icon'
import type { Store } from '../../../ui/store/store'
import { load, roomOf } from './loading'
import '../../../ui/parts/callout.css'
import '../../../ui/parts/field.css'

/** Nothing where all went well. */
export function OutcomePart({ store }: { readonly store: Store }) {
  const { outcome } = roomOf(store)
  const told = outcome.value
  if (!told) return null
  if ('headers' in told)
    return <ColumnsPart key={told.headers.join()} store={store} headers={told.headers} guess={told.guess} />
  const dismiss = (
    <button type="button" class="button bare small" onClick={() => (outcome.value = null)}>
      Dismiss
    </button>
  )
  if ('wrong' in told)
    return (
      <div class="callout bad plan-outcome" role="alert">
        <Icon name="warning" />
        <div class="grow">
          <p class="break">{told.wrong}</p>
          <List lines={told.problems} />
        </div>
        {dismiss}
      </div>
    )
  return (
    <div class="callout warn plan-outcome" role="status">
      <Icon name="info" />
      <div class="grow">
        <FoldOut
          look="button bare"
          line={`Read from ${told.from}; ${told.losses.length.toLocaleString()} ${
            told.losses.length === 1 ? 'thing was' : 'things were'
          } lost on the way`}
        >
          <List lines={told.losses} />
        </FoldOut>
      </div>
      {dismiss}
    </div>
  )
}

/** How many lines are told. */
const TOLD = 100

function List({ lines }: { readonly lines: readonly { readonly place: string; readonly text: string }[] }) {
  if (lines.length === 0) return null
  return (
    <ul class="plan-lines">
      {lines.slice(0, TOLD).map(({ place, text }) => (
        <li key={`${place} ${text}`} class="break">
          <code>{place}</code> {text}
        </li>
      ))}
      {lines.length > TOLD && <li>… and {(lines.length - TOLD).toLocaleString()} more</li>}
    </ul>
  )
}

/** Asked once for a sheet: what its columns' names suggest is chosen already. */
function ColumnsPart({
  store,
  headers,
  guess,
}: {
  readonly store: Store
  readonly headers: readonly string[]
  readonly guess: Columns
}) {
  const room = roomOf(store)
  const columns = useSignal<Columns>(guess)
  return (
    <section class="block plan-columns" aria-label="Columns of the sheet">
      <h2>Which column is what?</h2>
      <div class="plan-fields">
        {COLUMN_ROLES.map(({ role, label }) => (
          <div key={role} class="field">
            <label for={`column-${role}`}>{label}</label>
            <select
              id={`column-${role}`}
              value={columns.value[role] ?? ''}
              onChange={(event) => {
                const { [role]: _, ...others } = columns.value
                const chosen = event.currentTarget.value
                columns.value = chosen === '' ? others : { ...others, [role]: chosen }
              }}
            >
              <option value="">none</option>
              {headers.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        ))}
      </div>
      <div class="cluster">
        <button
          type="button"
          class="button primary"
          disabled={columns.value.event === undefined}
          onClick={() => void load(store, room.asking.value, columns.value)}
        >
          Read the sheet
        </button>
        <button type="button" class="button" onClick={() => (room.outcome.value = null)}>
          Cancel
        </button>
      </div>
    </section>
  )
}
