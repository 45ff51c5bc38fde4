/**
 * What only the browser's own record, or a file of another tool, tells of a request: the headers of both ways, and how
 * long each phase took.
 */
import { isObject, objectOr } from './json'

/** Headers by their names, as they were sent. What opens something was never kept: `WITHHELD` stands in its place. */
export type Headers = Readonly<Record<string, string>>

/** Times in milliseconds; a phase that did not happen, or is not known, is absent. */
export interface Transport {
  readonly requestHeaders: Headers
  readonly responseHeaders: Headers
  readonly timing: Readonly<Record<string, number>>
}

/** Stands for the value of a header that opens something. */
export const WITHHELD = '(not kept)'

const SECRET =
  /^(?:(?:proxy-)?authorization|cookie2?|set-cookie2?|(?:x-)?(?:app-)?api-?key|x-auth.*|.*(?:secret|token).*)$/i
/** The phases of a HAR, in their order. */
const PHASES = ['blocked', 'dns', 'connect', 'ssl', 'send', 'wait', 'receive'] as const
/** So much is kept of a request. */
const MOST = 60
const LONGEST = 500

/** A HAR entry, as far as it is read here: whoever wrote it may have written anything. */
interface Entry {
  readonly request: object
  readonly response: object
  readonly timings?: unknown
}

/** What an entry tells; null where it tells neither headers nor times. Never throws. */
export function transportOf({ request, response, timings }: Entry): Transport | null {
  const times = objectOr(timings)
  const timing: Record<string, number> = {}
  let told = false
  for (const phase of PHASES) {
    const took = times[phase]
    if (typeof took !== 'number' || !(took >= 0)) continue
    timing[phase] = Math.round(took * 100) / 100
    told = true
  }
  const [requestHeaders, responseHeaders] = [headersOf(request), headersOf(response)]
  for (const _ in { ...requestHeaders, ...responseHeaders }) told = true
  return told ? { requestHeaders, responseHeaders, timing } : null
}

/** Several of one name are one, as HTTP allows. */
function headersOf(message: object): Headers {
  const headers: readonly unknown[] = 'headers' in message && Array.isArray(message.headers) ? message.headers : []
  const kept = new Map<string, string>()
  for (const header of headers.slice(0, MOST)) {
    if (!isObject(header) || typeof header.name !== 'string' || typeof header.value !== 'string') continue
    const { name, value } = header
    const text = SECRET.test(name) ? WITHHELD : value.slice(0, LONGEST)
    const before = kept.get(name)
    kept.set(name, before === undefined || before === WITHHELD ? text : `${before}, ${text}`)
  }
  return Object.fromEntries(kept)
}

/** Headers whose values are known, and the names of those whose value was never kept. */
export function knownHeaders(headers: Headers): {
  readonly known: readonly (readonly [name: string, value: string])[]
  readonly withheld: readonly string[]
} {
  const all = Object.entries(headers)
  const withheld = all.filter(([name, value]) => value === WITHHELD || SECRET.test(name)).map(([name]) => name)
  return { known: all.filter(([name]) => !withheld.includes(name)), withheld }
}

/** How long it all took, in milliseconds: TLS is a part of connecting. */
export function lasted(timing: Transport['timing']): number {
  return Object.entries(timing).reduce((sum, [phase, took]) => (phase === 'ssl' ? sum : sum + took), 0)
}
