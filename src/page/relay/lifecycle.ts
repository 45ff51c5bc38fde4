/**
 * The page's life as facts: visibility, leaving and coming back, the network, and addresses that change without a
 * navigation.
 */
import type { PageFact } from '../../core/fact'
import type { Listen } from './listen'
import { ofDocument } from './of-document'

/** Addresses and titles are cut there, in characters: a fact that is too long is not read at all. */
export const LONG = 65_536

/** What is done with what happens. */
export interface Lifecycle {
  readonly say: (fact: PageFact) => void
  /** The page is going away (or is hidden and may be discarded): whatever waits must leave now. */
  readonly going: (on: boolean) => void
  /** Every listener of the page's own that the page is left or hidden has run; comes up to twice where it is left. */
  readonly last: () => void
}

/** Whether the browser has loaded the page ahead, and shows it to nobody so far. */
export function isPrerendering(): boolean {
  return ofDocument('prerendering' as keyof Document) === true
}

/**
 * Begins to watch; what differs from a visible page that is online is told at once. Returns what looks for a changed
 * address.
 */
export function watchLifecycle({ say, going, last }: Lifecycle, on: Listen): () => void {
  /**
   * Added on the way down, so it runs after every listener that the page has. Chromium calls no listener that is added
   * during `pagehide`, but a page that was visible then tells in both browsers that it is hidden (measured).
   */
  const atLast = (type: 'pagehide' | 'visibilitychange') => window.addEventListener(type, last, { once: true })
  let url = location.href
  const route = () => {
    if (location.href === url) return
    url = location.href
    say({ kind: 'page', change: 'route', url: url.slice(0, LONG) })
  }
  const visibility = () => {
    const hidden = ofDocument('visibilityState') === 'hidden'
    say({ kind: 'page', change: hidden ? 'hidden' : 'visible' })
    going(hidden)
    if (hidden) atLast('visibilitychange')
  }
  // A page that is only loaded ahead is hidden, too, and says already that it is.
  if (isPrerendering()) on(document, 'prerenderingchange', () => say({ kind: 'page', change: 'activated' }))
  else if (ofDocument('visibilityState') === 'hidden') say({ kind: 'page', change: 'hidden' })
  if (navigator.onLine === false) say({ kind: 'page', change: 'offline' })
  on(document, 'visibilitychange', visibility)
  on(window, 'pagehide', ({ persisted }: PageTransitionEvent) => {
    say({ kind: 'page', change: 'pagehide', persisted })
    going(true)
    atLast('pagehide')
  })
  on(window, 'pageshow', ({ persisted }: PageTransitionEvent) => {
    if (persisted) say({ kind: 'page', change: 'pageshow', persisted })
    going(ofDocument('visibilityState') === 'hidden')
  })
  on(window, 'online', () => say({ kind: 'page', change: 'online' }))
  on(window, 'offline', () => say({ kind: 'page', change: 'offline' }))
  on(window, 'popstate', route)
  on(window, 'hashchange', route)
  const navigation = (globalThis as { navigation?: EventTarget }).navigation
  if (navigation) on(navigation, 'currententrychange', route)
  return route
}
