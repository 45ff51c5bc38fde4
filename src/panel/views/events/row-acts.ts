/** What can be done with a row, by its menu and by keys: one table for both, and for the sheet of shortcuts. */
import type { Item } from '../../../core/item'
import { withWord } from '../../../core/query/filter-edit'
import { wordFor } from '../../../core/query/filter-text'
import type { State } from '../../../core/state'
import { copied, copiedTicket, copiesMasked } from '../../../ui/evidence/copies'
import { copyText } from '../../../ui/parts/copy'
import type { MenuEntry } from '../../../ui/parts/menu'
import { mainId } from '../../../ui/parts/text'
import type { Store } from '../../../ui/store/store'
import { canTrackAgain, trackAgain } from '../../../ui/triggers/track-again'
import { openCallSite } from './call-site'

/** What an act is about: an item, in the state that is shown, with the value of the cell that was pressed. */
interface About {
  readonly store: Store
  readonly state: State
  readonly item: Item
  readonly column: string | null
}

interface Act {
  readonly label: string
  /** As `KeyboardEvent.key`, in capitals where Shift goes with it; absent where only the menu has it. */
  readonly key?: string
  readonly run: () => void
}

/** Everything that can be done with an item now, in groups. What cannot be done is left out. */
function actsOn({ store, state, item, column }: About): readonly (readonly Act[])[] {
  const copy = async (what: string, text: string | Promise<string>, masked = '') => {
    store.notice.value = (await copyText(await text))
      ? { kind: 'info', text: `Copied: ${what}${masked}.` }
      : { kind: 'error', text: `The browser did not let Tracklens copy ${what}.` }
  }
  const said = copiesMasked(store).peek() ? ', personal values masked' : ', personal values as they are'
  const exchange = state.exchanges.get(item.attempts.at(-1)?.exchange ?? -1)
  const word = cellWord(item, column) ?? wordFor('name', item.name)
  const filter = (text: string) => {
    store.filterText.value = withWord(store.filterText.value, text)
  }
  const pinned = store.reference.value
  return [
    [
      ...(pinned === item.n
        ? [{ label: 'Unpin the reference', key: 'r', run: () => (store.reference.value = null) }]
        : [{ label: 'Pin as reference to compare with', key: 'r', run: () => (store.reference.value = item.n) }]),
      { label: 'Show every view as it was then', key: 'm', run: () => store.travelToItem(item.n) },
      ...(canTrackAgain(store, item)
        ? [
            {
              label: item.type === 'identify' ? 'Identify again…' : 'Track again…',
              key: 't',
              run: () => void trackAgain(store, item),
            },
          ]
        : []),
      ...(item.stack === null ? [] : [{ label: 'Open the call site', key: 's', run: () => openCallSite(store, item) }]),
    ],
    [
      { label: `Show only ${word}`, key: 'f', run: () => filter(word) },
      { label: `Leave out ${word}`, key: 'F', run: () => filter(`-${word}`) },
    ],
    [
      { label: 'Copy for ticket', key: 'c', run: () => copy('a report', copiedTicket(store, [item.n]), said) },
      {
        label: 'Copy for Jira',
        key: 'C',
        run: () => copy('a report for Jira', copiedTicket(store, [item.n], 'jira'), said),
      },
      { label: 'Copy name', key: 'n', run: () => copy('the name', item.name) },
      {
        label: 'Copy properties',
        key: 'p',
        run: () =>
          copy(
            'the properties',
            copied(store, item, ({ properties }) => json(properties)),
            said,
          ),
      },
      { label: 'Copy item as JSON', key: 'j', run: () => copy('the item', copied(store, item, json), said) },
      ...(exchange
        ? [
            {
              label: 'Copy request as cURL',
              key: 'u',
              run: () => {
                const line = import('../../../ui/parts/curl').then(({ curlOfExchange }) =>
                  copied(store, exchange, curlOfExchange),
                )
                return copy('the request', line, said)
              },
            },
          ]
        : []),
    ],
  ]
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2)
}

/** The same for a menu, with what opens the item first. */
export function menuOf(about: About, open: () => void): readonly MenuEntry[] {
  const groups = actsOn(about).map((group) =>
    group.map(({ label, key, run }) => ({
      label,
      run,
      ...(key ? { keys: key.length === 1 ? written(key) : key } : {}),
    })),
  )
  return [{ label: 'Open details', keys: 'Enter', run: open }, ...groups.flatMap((group) => [null, ...group])]
}

function written(key: string): string {
  return key === key.toUpperCase() && key !== key.toLowerCase() ? `Shift ${key}` : key.toUpperCase()
}

/** Does what the key stands for; tells whether it stands for anything. */
export function runKey(about: About, key: string): boolean {
  const act = actsOn(about)
    .flat()
    .find((each) => each.key === key)
  act?.run()
  return act !== undefined
}

/** The word of a filter that finds what a cell says; null for a cell that no filter asks for. */
function cellWord(item: Item, column: string | null): string | null {
  const id = mainId(item.sentAs ?? item.calledAs)
  switch (column) {
    case 'type':
      return wordFor('type', item.type)
    case 'customer':
      return id && wordFor('customer', id.value)
    case 'delivery':
      return `is:${item.delivery.replace(' ', '-')}`
    case 'vendor':
      return wordFor('vendor', item.vendor)
    default:
      return null
  }
}
