/**
 * What an answer's type tells: what kept its body from the page, and whether the page's service worker answered, as the
 * browser timed it: Firefox tells a page in no other way.
 */
import type { BodyNote } from '../../core/body-note'
import { ANSWER_TYPE } from '../channel/names'

/** A request on its way, and when it was told, in milliseconds of the page's clock. */
interface Asked {
  readonly url: string
  readonly at: number
}

/** What is read of the two kinds of happenings that are looked at. */
interface Told {
  readonly kind: string
  readonly request: number
  readonly url: string
  readonly redirected?: string
  readonly body?: { readonly text: string | null }
}

/** So many requests that wait for their answers are remembered. */
const KEPT = 500
const REQUEST = '{"kind":"request"'
const RESPONSE = '{"kind":"response"'
/** What is said of the body of an answer whose type keeps it from the page. */
const NOTES: Readonly<Record<string, BodyNote>> = { opaque: 'opaque', opaqueredirect: 'unfollowed' }
const EMPTY = '"body":{"text":null,"size":0'
const TYPE = new RegExp(`,"${ANSWER_TYPE}":"(\\w+)"}$`)

/** Returns what passes happenings, as JSON text, on: answers with what their types tell. */
export function createServed(pass: (happening: string) => void): (happening: string) => void {
  const open = new Map<number, Asked>()
  let timings: Timings | null = null

  function remember(happening: string): void {
    const { request, url } = read(happening)
    if (request === undefined || url === undefined) return
    timings ??= watchTimings()
    open.set(request, { url, at: performance.now() })
    // Nobody hears an answer to a beacon.
    if (open.size > KEPT) open.delete([...open.keys()][0] ?? 0)
  }

  /** The answer with the mark, where the worker gave it. */
  function marked(answer: string, type: string | undefined): string {
    const { request = 0, redirected, body } = read(answer)
    const asked = open.get(request)
    if (!asked) return answer
    open.delete(request)
    const served =
      isMade(type, redirected ?? asked.url) ||
      (!redirected && isServed(asked, timings?.(asked.url), !type && !!body?.text))
    return served ? `${answer.slice(0, -1)},"worker":true}` : answer
  }

  return (happening) => {
    // Most pages have no worker, and nothing is parsed for them.
    if (happening.startsWith(REQUEST) && isControlled()) remember(happening)
    if (!happening.startsWith(RESPONSE)) return pass(happening)
    const type = TYPE.exec(happening)?.[1]
    const plain = happening.replace(TYPE, '}')
    const note = type && NOTES[type]
    const answer = note ? plain.replace(EMPTY, `${EMPTY},"note":"${note}"`) : plain
    pass(open.size > 0 ? marked(answer, type) : answer)
  }
}

function read(happening: string): Partial<Told> {
  try {
    return JSON.parse(happening) as Told
  } catch {
    // The background will say that it cannot be read.
    return {}
  }
}

/**
 * Whether the worker made the answer itself: what comes from the network is never of this type, and from another origin
 * it is not `basic`, as it is in Firefox.
 */
function isMade(type: string | undefined, url: string): boolean {
  return type === 'default' || (type === 'basic' && !url.startsWith(`${location.origin}/`))
}

/** Whether a service worker controls the page. */
function isControlled(): boolean {
  try {
    return !!navigator.serviceWorker?.controller
  } catch {
    // A sandboxed frame may have none.
    return false
  }
}

/**
 * Whether a request was answered by the service worker that controls the page (Firefox 153, by XHR and fetch). On the
 * page's own origin there was no protocol then, made by it or passed on; from the network it is `http/1.1`. Of another
 * origin the browser tells no protocol and no sizes, but that it took no time at all: which only says something where
 * the clock has moved meanwhile, and of `silent` answers: those with a text that do not say of what type they are.
 */
function isServed({ url, at }: Asked, entry: PerformanceResourceTiming | undefined, silent: boolean): boolean {
  if (!entry) return false
  if (url.startsWith(`${location.origin}/`)) return entry.nextHopProtocol === ''
  const { encodedBodySize, decodedBodySize, duration } = entry
  return silent && encodedBodySize + decodedBodySize + duration === 0 && performance.now() > at
}

/** How the browser has timed the last request to an address. */
type Timings = (url: string) => PerformanceResourceTiming | undefined

/**
 * Keeps the timings from now on, and those that the page still has: its own list may be full (of 250, where it says
 * nothing else) or emptied, and what comes then is told to observers alone.
 */
function watchTimings(): Timings {
  const last = new Map<string, PerformanceResourceTiming>()
  const keep = (entries: PerformanceEntryList) => {
    for (const entry of entries) {
      last.delete(entry.name)
      last.set(entry.name, entry as PerformanceResourceTiming)
      if (last.size > KEPT) last.delete([...last.keys()][0] ?? '')
    }
  }
  const observer = new PerformanceObserver((list) => keep(list.getEntries()))
  observer.observe({ type: 'resource', buffered: true })
  return (url) => {
    keep(observer.takeRecords())
    return last.get(url) ?? last.get(url.replace(/#.*/s, ''))
  }
}
