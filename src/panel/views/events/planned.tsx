/** What is planned of an item, beside what it has. */
import type { Item } from '../../../core/item'
import type { Json } from '../../../core/json'
import type { LoadedPlan } from '../../../plan'
import type { Compared } from '../../../plan/compare'
import { titleOf } from '../../../plan/plan'
import { Icon } from '../../../ui/parts/icon'
import './pairs.css'
import './planned.css'

/** A line for each property: planned, there, and whether they agree. */
export function Planned({ plan, item }: { readonly plan: LoadedPlan; readonly item: Item }) {
  const { unplanned, valid, from } = plan.judge(item)
  const event = plan.eventOf(item)
  if (!event)
    return (
      <p class={unplanned ? 'tone-warn' : 'quiet'}>
        {unplanned
          ? `Not planned in “${plan.plan.name}”.${near(plan, item)}`
          : `“${plan.plan.name}” says nothing of ${item.automatic ? 'what the SDK tracks by itself' : 'such a call'}.`}
      </p>
    )
  const rows = plan.compare(item)
  return (
    <>
      <p class="planned-verdict">
        <Verdict valid={valid} />
        <span class="break">
          {event.description ?? `Planned as “${titleOf(event)}” in “${plan.plan.name}”.`}
          {from === 'call' && <span class="quiet"> Judged as called: nothing was sent yet.</span>}
        </span>
      </p>
      {rows.length > 0 && (
        <table class="pairs planned" aria-label="Planned and sent">
          <thead>
            <tr>
              <th scope="col">Property</th>
              <th scope="col">Planned</th>
              <th scope="col">{from === 'wire' ? 'Sent' : 'Called with'}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line key={row.name} row={row} />
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function near(plan: LoadedPlan, item: Item): string {
  const name = plan.matcher.nearest(item)
  return name === null ? '' : ` “${name}” is: is that meant?`
}

function Verdict({ valid }: { readonly valid: boolean | null }) {
  if (valid === null) return <b class="tone-warn">Not judged as a whole: a part of it is too long.</b>
  return (
    <>
      <span class={valid ? 'tone-good' : 'tone-bad'}>
        <Icon name={valid ? 'check' : 'cross'} />
      </span>
      <b class={valid ? 'tone-good' : 'tone-bad'}>{valid ? 'As planned.' : 'Not as planned.'}</b>
    </>
  )
}

function Line({ row: { name, planned, required, value, breaches } }: { readonly row: Compared }) {
  return (
    <tr>
      <th scope="row">
        {name}
        {required && <span class="quiet"> required</span>}
      </th>
      <td class={planned === null ? 'quiet' : ''}>{planned ?? 'not planned'}</td>
      <td class={breaches.length > 0 ? 'breach' : ''}>
        {value === undefined ? '' : written(value)}
        {breaches.map((text) => (
          <p key={text}>
            <Icon name="cross" />
            <span class="break">{text}</span>
          </p>
        ))}
      </td>
    </tr>
  )
}

function written(value: Json): string {
  const text = JSON.stringify(value)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
