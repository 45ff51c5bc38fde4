/** The Events tab: everything tracked, in order, filtered, with the details of the chosen one, or two side by side. */
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Item } from '../../../core/item'
import { pageSince } from '../../../core/query/completeness'
import { whoseIs } from '../../../core/query/whose'
import type { State } from '../../../core/state'
import { Menu } from '../../../ui/parts/menu'
import { Splitter } from '../../../ui/parts/splitter'
import type { PageStart } from '../../../ui/store/log'
import type { View, ViewProps } from '../../view'
import { choose, chooseAll } from './choosing'
import { layoutOf, timeText } from './columns'
import { EmptyState } from './empty'
import { FilterBar } from './filter-bar'
import { Grid } from './grid'
import type { PageWords } from './page-line'
import { Pane } from './pane'
import { menuOf, runKey } from './row-acts'
import { useChoice } from './use-choice'
import { useAtEnd } from './use-following'
import { useList } from './use-list'
import { useRoom } from './use-room'
import './view.css'

function Events({ store }: ViewProps) {
  const dated = store.recording.value !== null
  const source = { log: store.log.value, follows: !dated }
  const following = useAtEnd(source)
  const { filter, listed, same, rows, lines, inTime, onFold } = useList(store, following)
  const { cursor, onCursor, onChoose, close } = useChoice(store, lines)
  const share = useSignal(0.45)
  const menu = useSignal<{
    readonly n: number
    readonly x: number
    readonly y: number
    readonly column: string | null
  } | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const newest = useSignal<(() => void) | null>(null)
  const room = useRoom(list)
  const state = store.state.value
  const busy = rows.scanning || source.log.filling.value
  const preferences = store.preferences.value.value
  const whose = (item: Item) => whoseIs(state, item)
  const layout = layoutOf({ preferences, same, room: room.value, dated })
  const selected = store.selected.value
  const chosen = store.chosen.value
  const first = listed.at(0)
  const about = (n: number | null, column: string | null) => {
    const item = n === null ? undefined : state.items.get(n)
    return item && { store, state, item, column }
  }
  const pageWords = (page: PageStart): PageWords => {
    const document = state.documents.get(page.doc)
    const [url, title] = [document?.url ?? '', document?.title ?? '']
    return { at: document?.startedAt ?? page.at, url, title, since: pageSince(state, page.doc), dated }
  }
  const onMenu = menu.value && about(menu.value.n, menu.value.column)
  const shows = (selected !== null && state.items.has(selected)) || atLeastTwo(chosen, state.items)
  return (
    <div class="events">
      <FilterBar store={store} filter={filter} rows={listed} busy={busy} same={same} newest={newest} />
      <div class="panes" style={{ '--share': shows ? share.value : 0 }}>
        <div class="list-pane" ref={list}>
          <Grid
            source={source}
            following={following}
            busy={busy}
            rows={rows}
            lines={lines}
            layout={layout}
            preferences={store.preferences}
            whose={whose}
            time={(item, row) => {
              // Since the one above only where above means before.
              const form = preferences.time === 'since' && !inTime ? 'absolute' : preferences.time
              return timeText(item, form, dated, { first, before: rows.at(row - 1) })
            }}
            page={pageWords}
            cursor={cursor.value}
            selected={selected}
            chosen={chosen}
            reference={store.reference.value}
            newest={newest}
            onCursor={onCursor}
            onChoose={onChoose}
            onFold={onFold}
            onEscape={close}
            onMenu={(n, { x, y }, column) => {
              cursor.value = n
              menu.value = { n, x, y, column }
            }}
            onKey={(event) => {
              // Where capitals are locked, Shift alone says which is meant.
              const key = event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase()
              if ((event.ctrlKey || event.metaKey) && key === 'a') {
                chooseAll(store, lines)
                return true
              }
              if (event.ctrlKey || event.metaKey || event.altKey) return false
              const item = about(cursor.value, null)
              return item !== undefined && runKey(item, key)
            }}
          />
          {rows.size === 0 && !busy && <EmptyState store={store} all={rows.all} filter={filter} />}
        </div>
        {shows && <Splitter share={share} label="Resize details" />}
        {shows && <Pane store={store} state={state} onClose={close} />}
      </div>
      {onMenu && menu.value && (
        <Menu
          label={`Item ${menu.value.n}`}
          at={menu.value}
          entries={menuOf(onMenu, () => choose(store, onMenu.item.n, 'only', { lines, anchor: null, cursor: null }))}
          onClose={() => {
            menu.value = null
          }}
        />
      )}
    </div>
  )
}

/** The Events tab, with which the panel opens. */
export const view: View = { id: 'events', title: 'Events', order: 10, Component: Events }

/** Whether two of the chosen items are there: at an earlier moment they may be yet to come. */
function atLeastTwo(chosen: ReadonlySet<number>, items: State['items']): boolean {
  let found = 0
  for (const n of chosen) if (items.has(n) && ++found > 1) return true
  return false
}
