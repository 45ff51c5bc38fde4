/** Tells facts of pages with a vendor's SDK and folds them, for the tests of several rooms. */
import type { Body, Fact, Happening } from '../core/fact'
import type { Json } from '../core/json'
import { emptyState, type State } from '../core/state'
import { reduceAll } from '../providers/fold'

/** How an SDK is met on a page. */
export interface Met {
  readonly vendor: string
  readonly surface: string
  readonly tracker: string
}

/** A story of pages under way; times are milliseconds since 1970 and go on by one with every fact. */
export interface PageStory {
  /** Tells what happens in a document. */
  readonly in: (doc: string, ...happenings: readonly Happening[]) => PageStory
  /** Lets time pass. */
  readonly wait: (ms: number) => PageStory
  readonly now: () => number
  readonly state: () => State
  /** Every item: its name, where it is, and how its tries ended. */
  readonly rows: () => readonly (readonly [string, string, ...string[]])[]
}

/** Begins a story without any fact. */
export function pageStory(): PageStory {
  let state = emptyState
  let at = 1_700_000_000_000
  const seqs = new Map<string, number>()
  const told: PageStory = {
    in: (doc, ...happenings) => {
      const facts = happenings.map((happening): Fact => {
        const seq = (seqs.get(doc) ?? 0) + 1
        seqs.set(doc, seq)
        at += 1
        return { doc, seq, at, frame: 0, ...happening }
      })
      state = reduceAll(state, facts)
      return told
    },
    wait: (ms) => {
      at += ms
      return told
    },
    now: () => at,
    state: () => state,
    rows: () =>
      state.items
        .toArray()
        .map(({ name, delivery, attempts }) => [name, delivery, ...attempts.map(({ outcome }) => outcome)] as const),
  }
  return told
}

/** A page is opened. */
export const opened = (name = 'one', top = true): Happening => ({
  kind: 'document',
  url: `http://shop.test/${name}`,
  title: '',
  top,
  late: false,
  startedAt: 0,
})

/** A page is left for good. */
export const left: Happening = { kind: 'page', change: 'pagehide', persisted: false }

/** An SDK is there, with its project's key. */
export const running = (met: Met, key: string | null = 'k1', version?: string): Happening => ({
  kind: 'sdk',
  ...met,
  state: 'running',
  ...(key === null ? {} : { key }),
  ...(version === undefined ? {} : { version }),
})

let calls = 0
/** The page calls the SDK. */
export const calling = (met: Met, method: string, ...args: readonly Json[]): Happening => ({
  ...{ kind: 'call', ...met, call: ++calls, method, args },
})

/** What a text is as a body. */
const bodyOf = (value: unknown): Body => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return { text, size: text.length }
}

/** A request leaves the page. */
export const sends = (
  vendor: string,
  request: number,
  to: { readonly url: string; readonly via?: 'fetch' | 'xhr' | 'beacon' },
  body: unknown,
): Happening => ({
  ...{ kind: 'request', request, vendor, via: to.via ?? 'fetch', method: 'POST', url: to.url, body: bodyOf(body) },
})

/** The answer to a request of the page's. */
export const answers = (request: number, status: number, body: unknown = ''): Happening => ({
  ...{ kind: 'response', request, status, body: bodyOf(body) },
})

/** A request of the page's fails on the network. */
export const fails = (request: number): Happening => ({ kind: 'failure', request, reason: 'network', error: '' })

/** Tracklens' own stop holds a request back. */
export const holdsBack = (vendor: string, url: string, body: unknown): Happening => ({
  ...{ kind: 'blocked', vendor, what: 'request', method: 'POST', url, body: bodyOf(body) },
})
