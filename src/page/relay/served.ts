/** Whether the page's service worker answered, as the browser timed it: what Firefox tells a page in no other way. */

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
  readonly worker?: boolean
  readonly redirected?: string
  readonly body?: { readonly text: string | null }
}

/** So many requests that wait for their answers are remembered. */
const KEPT = 500
const REQUEST = '{"kind":"request"'
const RESPONSE = '{"kind":"response"'

/** Returns what passes happenings, as JSON text, on: answers of the page's service worker with a mark that they are. */
export function createServed(pass: (happening: string) => void): (happening: string) => void {
  const open = new Map<number, Asked>()

  /** The text with the mark, where it is of an answer that the worker gave. */
  function marked(happening: string): string {
    const { kind, request, url, worker, redirected, body } = read(happening)
    if (request === undefined) return happening
    if (kind === 'request' && url !== undefined) {
      open.set(request, { url, at: performance.now() })
      // Nobody hears an answer to a beacon.
      if (open.size > KEPT) open.delete([...open.keys()][0] ?? 0)
    }
    const asked = kind === 'response' && open.get(request)
    if (!asked) return happening
    open.delete(request)
    const served = !worker && !redirected && isServed(asked, !!body?.text)
    return served ? `${happening.slice(0, -1)},"worker":true}` : happening
  }

  return (happening) => {
    // Most pages have no worker, and nothing is parsed for them.
    const looked = (happening.startsWith(REQUEST) || happening.startsWith(RESPONSE)) && isControlled()
    pass(looked ? marked(happening) : happening)
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
 * the clock has moved meanwhile, and of an answer with a text.
 */
function isServed({ url, at }: Asked, hasText: boolean): boolean {
  const entry = lastNamed(url) ?? lastNamed(url.replace(/#.*/s, ''))
  if (!entry) return false
  if (url.startsWith(`${location.origin}/`)) return entry.nextHopProtocol === ''
  const { encodedBodySize, decodedBodySize, duration } = entry
  return hasText && encodedBodySize + decodedBodySize + duration === 0 && performance.now() > at
}

function lastNamed(url: string): PerformanceResourceTiming | undefined {
  return performance.getEntriesByName(url, 'resource').at(-1) as PerformanceResourceTiming | undefined
}
