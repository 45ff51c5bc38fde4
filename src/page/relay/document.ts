/** The document as facts: begins with the first that is told, then its life and its stores are watched. */
import type { DocumentFact, GapFact, PageFact, StorageFact } from '../../core/fact'
import type { Sender } from '../../link/sender'
import { storeOwner } from '../../providers/stores'
import { fitting } from './fitting'
import type { LastWords } from './last-words'
import { isPrerendering, LONG, watchLifecycle } from './lifecycle'
import { createListen } from './listen'
import { ofDocument } from './of-document'
import { isShared } from './shared'
import type { Sites } from './sites'
import type { Stops } from './stops'
import { watchStores } from './stores'

/** What is needed to begin the record of a document. */
export interface DocumentOptions {
  readonly sender: Sender
  readonly lastWords: LastWords
  readonly sites: Sites
  readonly stops: Stops
  /** Ends every listener. */
  readonly signal: AbortSignal
}

/** The document of this relay. Nothing is told of one that nothing was told of. */
export interface ObservedDocument {
  /** Tells what the document is and begins to watch it, once. */
  begin(): void
  /** Tells the JSON text of a happening. */
  push(happening: string): void
  /** Looks for what changes without an event: the address. */
  lookAtRoute(): void
  /** Looks for that, and for cookies and storage, which takes a millisecond or two where a browser is busy. */
  lookAround(): void
}

/** Whether this script came when the page's own scripts had begun already, and not at document_start. */
export const isLate = () => document.readyState !== 'loading' && location.protocol !== 'about:'

/** Called at document_start, or late. */
export function createDocument({ sender, lastWords, sites, stops, signal }: DocumentOptions): ObservedDocument {
  const late = isLate()
  const { timeOrigin } = performance
  let begun = false
  let lookAtStores = () => {}
  let lookAtRoute = () => {}
  /** Told while the page is left, from before any listener of its own runs: a page's first word may be its last. */
  let leaving: PageFact | null = null

  const listen = createListen(signal)
  listen(window, 'pagehide', ({ persisted }: PageTransitionEvent) => {
    leaving = { kind: 'page', change: 'pagehide', persisted }
  })
  listen(window, 'pageshow', () => {
    leaving = null
  })

  const push = (happening: string) => {
    const at = timeOrigin + performance.now()
    for (const text of fitting(sites.pushing(happening))) sender.push(text, at)
    lastWords.pushed()
  }
  const say = (fact: DocumentFact | PageFact | StorageFact | GapFact) => push(JSON.stringify(fact))

  /** Returns what looks for a changed address. */
  const watchLife = () =>
    watchLifecycle(
      {
        say: (fact) => {
          // Chromium ends the connection of a page that it keeps, and tells the page nothing of it (measured).
          // One that was loaded ahead has got another frame, in which orders reach it.
          if (fact.change === 'pageshow' || fact.change === 'activated') {
            stops.doubt()
            sender.reconnect()
          }
          if (fact.change === 'pagehide') lastWords.begin()
          say(fact)
        },
        going: (on) => {
          // A page that comes back has slept through what was stopped or resumed meanwhile.
          if (!on) {
            lastWords.cancel()
            stops.recall()
          }
          sender.setUrgent(on)
        },
        last: () => {
          lookAtStores()
          sender.flushNow()
        },
      },
      listen,
    )

  function begin() {
    if (begun) return
    begun = true
    const url = location.href.slice(0, LONG)
    const ahead = isPrerendering() ? { prerendering: true } : {}
    const common = isShared(window) ? { shared: true } : {}
    const top = window === window.top
    say({
      kind: 'document',
      url,
      title: ofDocument('title').slice(0, LONG),
      top,
      late,
      startedAt: timeOrigin,
      ...ahead,
      ...common,
    })
    // Connects at once: what is held back in this tab comes with the connection, and must come early on an origin
    // without a note of it.
    sender.flushNow()
    lookAtStores = watchStores(storeOwner, say)
    lookAtRoute = watchLife()
    lookAtStores()
    if (!leaving) return
    sender.setUrgent(true)
    lastWords.begin()
    say(leaving)
  }

  return {
    begin,
    push,
    lookAtRoute: () => lookAtRoute(),
    lookAround() {
      lookAtRoute()
      lookAtStores()
    },
  }
}
