/** Starts the panel page: in the developer tools of a tab, or as a plain tab with `?tab=<id>`. */
import { render } from 'preact'
import { emptyState } from '../core/state'
import type { Watcher } from '../link/watcher'
import { asOf, reduceAll } from '../providers/fold'
import { follow, inspectedTab, tabHost, takeTheme } from '../ui/browser/connect'
import { Store } from '../ui/store/store'
import { Frame } from './frame/frame'

takeTheme()

const tab = inspectedTab(location.search)
let watcher: Watcher | null = null
const store: Store = new Store(
  { empty: emptyState, reduceAll, asOf },
  tabHost(
    tab,
    () => watcher,
    () => store,
  ),
)
const isForFiles = new URLSearchParams(location.search).has('recording')
if (tab !== null && !isForFiles) watcher = follow(store, tab)
else {
  store.sources.value = { ...store.sources.value, link: 'none' }
  store.notice.value = isForFiles
    ? {
        kind: 'info',
        text: 'Choose a recording, or drop its file anywhere here.',
        action: {
          label: 'Open a recording…',
          run: () => document.querySelector<HTMLElement>('input[type=file]')?.click(),
        },
      }
    : {
        kind: 'error',
        text:
          'No tab to watch: open Tracklens in the developer tools of a page, or add ?tab=<ID of the tab> to ' +
          'this address. A recording can be opened here.',
      }
}

const root = document.getElementById('panel')
if (root) render(<Frame store={store} />, root)
