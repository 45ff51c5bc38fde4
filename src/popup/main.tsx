/** Starts the toolbar button's page: for the tab in front, or for the one in the address (`?tab=<id>`). */
import { render } from 'preact'
import { emptyState } from '../core/state'
import type { Watcher } from '../link/watcher'
import { asOf, reduceAll } from '../providers/fold'
import { follow, inspectedTab, tabHost, takeTheme } from '../ui/browser/connect'
import { askSummary, openPanel, shownTab } from '../ui/browser/tabs'
import { Store } from '../ui/store/store'
import { Popup } from './popup'

takeTheme()
void start()

async function start(): Promise<void> {
  const tab = inspectedTab(location.search) ?? (await shownTab())
  let watcher: Watcher | null = null
  const store: Store = new Store(
    { empty: emptyState, reduceAll, asOf },
    tabHost(
      tab,
      () => watcher,
      () => store,
    ),
  )
  // The background knows already what this page has yet to fold.
  const known = tab === null ? null : await askSummary(tab)
  if (tab !== null) watcher = follow(store, tab)
  const root = document.getElementById('popup')
  if (root) render(<Popup store={store} known={known} open={(what) => openPanel(what, tab)} />, root)
}
