/** What only the browser's own record tells of a request: the headers of both ways, and how long each phase took. */

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

/** A HAR entry, as far as it is read here. */
interface Entry {
  readonly request: { readonly headers?: readonly HarHeader[] }
  readonly response: { readonly headers?: readonly HarHeader[] }
  readonly timings?: Readonly<Record<string, unknown>>
}

/** A header as a HAR has it. */
export interface HarHeader {
  readonly name: string
  readonly value: string
}

/** What an entry tells; null where it tells neither headers nor times. */
export function transportOf({ request, response, timings = {} }: Entry): Transport | null {
  const timing = Object.fromEntries(
    PHASES.flatMap((phase) => {
      const took = timings[phase]
      return typeof took === 'number' && took >= 0 ? [[phase, Math.round(took * 100) / 100]] : []
    }),
  )
  const [requestHeaders, responseHeaders] = [headersOf(request.headers), headersOf(response.headers)]
  const told = { ...requestHeaders, ...responseHeaders, ...timing }
  return Object.keys(told).length > 0 ? { requestHeaders, responseHeaders, timing } : null
}

/** Several of one name are one, as HTTP allows. */
function headersOf(headers: readonly HarHeader[] = []): Headers {
  const kept = new Map<string, string>()
  for (const { name, value } of headers.slice(0, MOST)) {
    const text = SECRET.test(name) ? WITHHELD : String(value).slice(0, LONGEST)
    const before = kept.get(name)
    kept.set(name, before === undefined || before === WITHHELD ? text : `${before}, ${text}`)
  }
  return Object.fromEntries(kept)
}
