/** As whom an item was tracked: when called and on the wire, side by side, with every difference marked. */
import type { Customer, Item } from '../../../core/item'
import { bindingOf, type Whose } from '../../../core/query/whose'
import { CopyButton } from '../../../ui/parts/copy'
import { IdKind } from '../../../ui/parts/id-kind'
import { whoseText } from '../../../ui/parts/text'
import '../../../ui/parts/callout.css'
import './pairs.css'

interface Line {
  readonly name: string
  readonly hard: boolean
  readonly called: string | undefined
  readonly sent: string | undefined
}

/** Who it was when called and on the wire, and above that whose it is now, where the wire does not say it by itself. */
export function IdentityTable({ item, whose }: { readonly item: Item; readonly whose: Whose }) {
  const { calledAs, sentAs } = item
  const lines = [...linesOf(calledAs, sentAs, true), ...linesOf(calledAs, sentAs, false)]
  if (lines.length === 0) return <p class="quiet">No customer ID was seen, neither at the call nor on the wire.</p>
  const differ = bindingOf(item) !== 'same'
  return (
    <>
      {whose.by && (
        <p class="callout">
          <span>
            It belongs to <b class="break">{whoseText(whose)}</b>, by {whose.by.name} {whose.by.value}
            {whose.tie === null ? ', as the server’s answer says.' : `, tied to this person by item ${whose.tie}.`}
          </span>
        </p>
      )}
      {differ && <p class="callout warn">It was called as one customer and sent as another.</p>}
      <table class="pairs" aria-label="Customer when called and on the wire">
        <thead>
          <tr>
            <th scope="col">ID</th>
            <th scope="col">When called</th>
            <th scope="col">On the wire</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.hard}${line.name}`}>
              <th scope="row">
                {line.name} <IdKind vendor={item.vendor} name={line.name} hard={line.hard} />
              </th>
              <td>
                <Id value={line.called} seen={calledAs !== null} absent="call not seen" />
              </td>
              <td class={differ && moved(line) ? 'differs' : ''}>
                <Id value={line.sent} seen={sentAs !== null} absent="not sent yet" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Id({
  value,
  seen,
  absent,
}: {
  readonly value: string | undefined
  readonly seen: boolean
  readonly absent: string
}) {
  if (value === undefined) return <span class="quiet">{seen ? '—' : absent}</span>
  return (
    <span class="copyable">
      <span class="nums">{value}</span>
      <CopyButton bare label={`Copy ${value}`} text={() => value} />
    </span>
  )
}

/** A hard ID that one side has and the other has not is the change itself, where there is one. */
function moved({ hard, called, sent }: Line): boolean {
  return called !== sent && (hard || (called !== undefined && sent !== undefined))
}

function linesOf(calledAs: Customer | null, sentAs: Customer | null, hard: boolean): Line[] {
  const called = calledAs?.[hard ? 'hard' : 'soft'] ?? {}
  const sent = sentAs?.[hard ? 'hard' : 'soft'] ?? {}
  return [...new Set([...Object.keys(called), ...Object.keys(sent)])].map((name) => ({
    name,
    hard,
    called: called[name],
    sent: sent[name],
  }))
}
