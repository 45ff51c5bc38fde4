/** What became of anonymous activity: which earlier items now belong to whom, and which stay anonymous. */
import type { Reconciliation } from '../../../core/identity'
import type { Delivery } from '../../../core/item'
import { Icon } from '../../parts/icon'
import { clockTime } from '../../parts/text'
import type { Store } from '../../store/store'
import { idsText, showAs } from './words'

/** How many soft IDs are listed. */
const SHOWN = 100

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
  if (entries.length === 0) return <p class="calm quiet">Nothing was tracked anonymously.</p>
  return (
    <ul class="ties">
      {entries
        .slice(-SHOWN)
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
                  onClick={() => showAs(store, entry.items[0], { soft: { [entry.name]: entry.value }, hard: {} }, tracker)}
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
                  <button type="button" class="button bare link inline" onClick={() => store.showItem(entry.tie?.n ?? 0)}>
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
                    <Icon name="clock" /> As it was then
                  </button>
                )}
              </div>
            </li>
          )
        })}
      {entries.length > SHOWN && <li class="calm quiet">… and {(entries.length - SHOWN).toLocaleString()} earlier ones.</li>}
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
        words: `They stay anonymous: the ID was given up at ${clockTime(left.at)} (${left.text}) before anybody was identified with it.`,
      }
    return { tone: 'waiting', words: 'Still anonymous: the next identify with this ID will tie them to its user.' }
  }
  const many =
    before === items.length
      ? 'They'
      : `${before.toLocaleString()} came before the identify, ${(items.length - before).toLocaleString()} after it; all`
  const at = clockTime(tie.calledAt ?? tie.seenAt)
  if (tie.delivery === 'delivered')
    return { tone: 'good', words: `${many} belong to ${idsText(to)} since the identify of ${at}, which the server took.` }
  return UNSURE.has(tie.delivery)
    ? { tone: 'moving', words: `${many} will belong to ${idsText(to)} once the identify of ${at} arrives; it is ${tie.delivery}.` }
    : { tone: 'bad', words: `They were to belong to ${idsText(to)}, but the identify of ${at} is ${tie.delivery}: ${tie.why}` }
}

const UNSURE: ReadonlySet<Delivery> = new Set<Delivery>(['buffered', 'queued', 'in flight', 'retrying', 'unknown'])
