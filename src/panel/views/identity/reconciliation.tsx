/** What became of anonymous activity: which earlier items now belong to whom, and which stay anonymous. */

import { useSignal } from '@preact/signals'
import { PENDING } from '../../../core/item'
import type { Reconciliation } from '../../../core/query/identity'
import { counted } from '../../../core/text'
import { Icon } from '../../../ui/parts/icon'
import { MoreButton } from '../../../ui/parts/more-button'
import { clockTime } from '../../../ui/parts/text'
import type { Store } from '../../../ui/store/store'
import { filterOfAnonymous } from './words'
import './reconciliation.css'

/** How many soft IDs are listed before one asks for more: the newest. */
const SHOWN = 20

/** One entry per soft ID under which something was tracked anonymously. */
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
  if (entries.length === 0) return <p class="calm quiet">Nothing in view was tracked anonymously.</p>
  return (
    <ul class="ties">
      {entries
        .slice(-limit.value)
        .reverse()
        .map((entry) => {
          const { tone, words } = fate(entry)
          return (
            <li key={`${entry.name}=${entry.value} ${entry.items[0]}`} class={`tie tone-${tone}`}>
              <div class="tie-from">
                <button
                  type="button"
                  class="button bare link inline"
                  title="Show them in Events"
                  onClick={() =>
                    store.show({ filter: filterOfAnonymous(entry, tracker), item: entry.items[0] ?? null })
                  }
                >
                  {counted(entry.items.length, 'anonymous item')}
                </button>
                <span class="quiet break">
                  {entry.name} <code>{entry.value}</code>
                </span>
              </div>
              <span class="tie-arrow">
                <Icon name={entry.to ? 'arrow' : 'question'} />
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
                    The {entry.tie.type === 'identify' ? 'identify' : 'tie'}, item {entry.tie.n}
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
  const { tied, tie, to, before, items, left } = entry
  const whose = Object.entries(to?.hard ?? {})
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  if (!tie) {
    if (tied)
      return { tone: 'good', words: `They belong to ${whose}: a server’s answer, or what it took earlier, says so.` }
    if (left)
      return {
        tone: 'held',
        words:
          `They stay anonymous: the ID was given up at ${clockTime(left.at)} (${left.text}) before anybody ` +
          'was identified with it.',
      }
    return { tone: 'waiting', words: 'Still anonymous: the next identify with this ID will tie them to its user.' }
  }
  const late = items.length - before
  const also = late > 0 ? ` ${late.toLocaleString()} of them came after it.` : ''
  const called = tie.type === 'identify' ? 'identify' : `“${tie.name}”`
  const what = `the ${called} of ${clockTime(tie.calledAt ?? tie.seenAt)}`
  if (tied) return { tone: 'good', words: `They belong to ${whose} since ${what}, which the server took.${also}` }
  if (tie.delivery === 'unknown')
    return { tone: 'warn', words: `They belong to ${whose} if ${what} arrived, which nobody knows: ${tie.why}${also}` }
  return PENDING.includes(tie.delivery)
    ? { tone: 'moving', words: `They will belong to ${whose} once ${what} arrives; it is ${tie.delivery}.${also}` }
    : { tone: 'bad', words: `They should belong to ${whose}, but ${what} is ${tie.delivery}: ${tie.why}` }
}
