/** What became of anonymous activity: which earlier items now belong to whom, and which stay anonymous. */
import { useSignal } from '@preact/signals'
import { PENDING } from '../../../core/item'
import type { Reconciliation } from '../../../core/query/identity'
import { Icon } from '../../../ui/parts/icon'
import { MoreButton } from '../../../ui/parts/more-button'
import { clockTime } from '../../../ui/parts/text'
import type { Store } from '../../../ui/store/store'
import { showAs } from './words'
import './reconciliation.css'

/** How many soft IDs are listed before one asks for more: the newest. */
const SHOWN = 20

/** One entry a soft ID under which something was tracked anonymously. */
export function Reconciliations({
  store,
  entries,
  tracker,
}: {
  readonly store: Store
  readonly entries: readonly Reconciliation[]
  readonly tracker: string
}) {
  const limit = useSignal(SHOWN)
  if (entries.length === 0) return <p class="calm quiet">Nothing was tracked anonymously.</p>
  return (
    <ul class="ties">
      {entries
        .slice(-limit.value)
        .reverse()
        .map((entry) => {
          const { tone, words } = fate(entry)
          return (
            <li key={`${entry.name}=${entry.value}`} class={`tie tone-${tone}`}>
              <div class="tie-from">
                <button
                  type="button"
                  class="button bare link inline"
                  title="Show them in Events"
                  onClick={() =>
                    showAs(store, entry.items[0], { soft: { [entry.name]: entry.value }, hard: {} }, tracker)
                  }
                >
                  {entry.items.length.toLocaleString()} anonymous {entry.items.length === 1 ? 'item' : 'items'}
                </button>
                <span class="quiet break">
                  {entry.name} <code>{entry.value}</code>
                </span>
              </div>
              <span class="tie-arrow">
                <Icon name={entry.tie ? 'arrow' : 'question'} />
              </span>
              <div class="tie-to">
                <b class="break">{entry.to ? Object.values(entry.to.hard).join(', ') : 'nobody'}</b>
                <p class="quiet">{words}</p>
                {entry.tie && (
                  <button
                    type="button"
                    class="button bare link inline"
                    onClick={() => store.showItem(entry.tie?.n ?? 0)}
                  >
                    The identify, item {entry.tie.n}
                  </button>
                )}
                {entry.left && (
                  <button
                    type="button"
                    class="button bare link inline"
                    title="Show every view as it was just after this"
                    onClick={() => store.travelTo((entry.left?.fact ?? 0) + 1)}
                  >
                    <Icon name="clock" /> Go to this moment
                  </button>
                )}
              </div>
            </li>
          )
        })}
      {entries.length > limit.value && (
        <li>
          <MoreButton limit={limit} rest={entries.length - limit.value} />
        </li>
      )}
    </ul>
  )
}

/** What became of the items of one soft ID, in words and in the tone to draw it in. */
function fate(entry: Reconciliation): { readonly tone: string; readonly words: string } {
  const { tie, to, before, items, left } = entry
  if (!tie) {
    if (left)
      return {
        tone: 'held',
        words:
          `They stay anonymous: the ID was given up at ${clockTime(left.at)} (${left.text}) before anybody ` +
          'was identified with it.',
      }
    return { tone: 'waiting', words: 'Still anonymous: the next identify with this ID will tie them to its user.' }
  }
  const whose = Object.entries(to?.hard ?? {})
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  const late = items.length - before
  const also = late > 0 ? ` ${late.toLocaleString()} of them came after it.` : ''
  const at = clockTime(tie.calledAt ?? tie.seenAt)
  if (tie.delivery === 'delivered')
    return { tone: 'good', words: `They belong to ${whose} since the identify of ${at}, which the server took.${also}` }
  if (tie.delivery === 'unknown')
    return {
      tone: 'warn',
      words:
        `They belong to ${whose} if the identify of ${at} arrived, which nobody saw: the page was left ` +
        `before an answer came.${also}`,
    }
  return PENDING.includes(tie.delivery)
    ? {
        tone: 'moving',
        words: `They will belong to ${whose} once the identify of ${at} arrives; it is ${tie.delivery}.${also}`,
      }
    : {
        tone: 'bad',
        words: `They should belong to ${whose}, but the identify of ${at} is ${tie.delivery}: ${tie.why}`,
      }
}
