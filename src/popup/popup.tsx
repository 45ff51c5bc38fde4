/** The toolbar button's page: the tab at a glance, the triggers that matter most, and the way to everything else. */
import { useEffect, useRef } from 'preact/hooks'
import { type Summary, summary } from '../core/query/summary'
import { Icon } from '../ui/parts/icon'
import type { Store } from '../ui/store/store'
import { Toolbar } from '../ui/triggers/toolbar'
import { AtAGlance } from './at-a-glance'
import { LastItems } from './last-items'
import { Watched } from './watched'
import './popup.css'

/** What can be pressed here; the panel has the rest. */
const TRIGGERS = ['anonymize', 'flush', 'stop'] as const

/** What the page is made of. */
export interface PopupProps {
  readonly store: Store
  /** What the background said of the tab, shown until this page has folded as much; null where it said nothing. */
  readonly known: Summary | null
  /** Opens the panel as a page, on this tab or for a recording. */
  readonly open: (what: 'tab' | 'recording') => void
}

/** The page: the tab at a glance, three triggers, the last items, and the ways to the panel. */
export function Popup({ store, known, open }: PopupProps) {
  const state = store.state.value
  const caughtUp = store.sources.value.link === 'up' && state.facts >= store.log.value.received.value
  // What it was told first is older: the SDK that stands in it may be another page's.
  const ready = useRef(false)
  if (caughtUp) ready.current = true
  const own = summary(state, store.now.value, { counts: store.inView.counts.value })
  const glance = !caughtUp && known && known.facts > own.facts ? known : own
  const chosen = store.selected.value
  // What a trigger has made is shown where there is room for it.
  useEffect(() => {
    if (chosen !== null) open('tab')
  }, [chosen])
  return (
    <main class="popup" aria-label="Tracklens">
      <header class="popup-head">
        <h1>Tracklens</h1>
        <span class="ellipsis quiet grow" title={glance.page?.url}>
          {glance.page ? placeOf(glance.page.url) : 'no page seen yet'}
        </span>
      </header>
      <AtAGlance glance={glance} now={store.now.value} />
      <Watched store={store} tracks={glance.trackers.length > 0} />
      {ready.current && glance.trackers.length > 0 && <Toolbar store={store} only={TRIGGERS} />}
      <LastItems state={state} from={store.hiddenBelow.value} />
      <footer class="popup-foot">
        <div class="cluster">
          <button type="button" class="button" onClick={() => open('tab')}>
            <Icon name="export" /> Open in a tab
          </button>
          <button type="button" class="button" onClick={() => open('recording')}>
            <Icon name="open" /> Open a recording…
          </button>
        </div>
        <p class="quiet">
          Everything in detail: press F12 for the developer tools and choose <b>Tracklens</b>. Only there are requests
          of workers, pixels and forms seen too.
        </p>
      </footer>
    </main>
  )
}

/** `shop.example/cart`; the whole address where it is of another kind. */
function placeOf(url: string): string {
  try {
    const { host, pathname, href } = new URL(url)
    return host ? `${host}${pathname}` : href
  } catch {
    return url
  }
}
