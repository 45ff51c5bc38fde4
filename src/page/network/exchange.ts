/** One request on its way: told once its body is known to be a vendor's, then how it ended. */
import type { FailureFact, Via } from '../../core/fact'
import { wordsOf } from '../copy'
import { NativeURL, ownMap } from '../natives'
import type { Report } from '../report'
import { isPending, type Read, unread, whenRead } from './body'
import type { Claims, Verdict } from './claim'

/** A request that may be a vendor's. */
export interface Sent {
  readonly via: Via
  readonly method: string
  readonly url: string
  readonly verdict: Verdict
  readonly read: Read | Promise<Read>
}

/** The rest of a request's life. Each end is told at most once. */
export interface Exchange {
  /** Whether somebody waits for the answer: not where the request turned out to be nobody's. */
  readonly wanted: () => boolean
  readonly answered: (status: number, read: Read | Promise<Read>) => void
  readonly failed: (reason: FailureFact['reason'], error: unknown) => void
}

/** What the network hooks share. */
export interface Network {
  readonly claims: Claims
  /** A request that left; null where its body says that it is nobody's. */
  readonly sent: (sent: Sent) => Exchange | null
  /** Whether Tracklens' own stop holds the request back; tells so. */
  readonly blocked: (sent: Sent) => boolean
  /** Tells of answers whose body is still being read: the page is being left. */
  readonly leave: () => void
}

/** Makes what the hooks share. */
export function createNetwork(claims: Claims, report: Report, held: Map<string, boolean>): Network {
  let requests = 0
  /** Answers that wait for their body; calling one tells it without. */
  const open = ownMap<() => void, true>()

  function sent(out: Sent): Exchange | null {
    let wanted = true
    let number = 0
    /** What happened before the body of the request was known. */
    let waiting: (() => void) | null = null

    const tell = (read: Read) => {
      const vendor = claims.vendor(out.verdict, out.method, read.text)
      wanted = vendor !== null
      if (vendor === null) return
      number = ++requests
      const { via, method, url } = out
      report.say({ kind: 'request', request: number, vendor, via, method, url: absolute(url), body: read.body })
      waiting?.()
    }
    const afterRequest = (run: () => void) => {
      if (number) run()
      else if (wanted) waiting = run
    }
    if (isPending(out.read)) whenRead(out.read, tell)
    else tell(out.read)
    if (!wanted) return null

    return {
      wanted: () => wanted,
      answered: (status, read) =>
        afterRequest(() => {
          let done = false
          const end = ({ body }: Read) => {
            if (done) return
            done = true
            open.delete(leave)
            report.say({ kind: 'response', request: number, status, body })
          }
          const leave = () => end(unread('The page was left before the body was read.'))
          if (isPending(read)) open.set(leave, true)
          whenRead(read, end)
        }),
      failed: (reason, error) =>
        afterRequest(() => report.say({ kind: 'failure', request: number, reason, error: error ? wordsOf(error) : '' })),
    }
  }

  return {
    claims,
    sent,
    blocked(out) {
      const vendor = claims.vendor(out.verdict, out.method, isPending(out.read) ? null : out.read.text)
      if (vendor === null || held.get(vendor) !== true || claims.free(vendor, out.method, out.url)) return false
      const body = isPending(out.read) ? unread('The body was not read before the request was held back.').body : out.read.body
      report.say({ kind: 'blocked', vendor, what: 'request', method: out.method, url: absolute(out.url), body })
      return true
    },
    leave: () => open.forEach((_, tell) => void tell()),
  }
}

function absolute(url: string): string {
  try {
    return new NativeURL(url, document.baseURI).href
  } catch {
    return url
  }
}
