/** One request on its way: told once its body is known to be a vendor's, then how it ended. */
import type { Body, FailureFact, Via } from '../../../core/fact'
import { ANSWER_TYPE } from '../../channel/names'
import { wordsOf } from '../copy'
import { addListener, asked, bare, getter, indexOf, NativeURL, trusted } from '../natives'
import type { Reporter } from '../reporter'
import type { Stopped } from '../stopped'
import { lookAgain } from '../watch'
import { isRead, unread, whenRead } from './body'
import type { Claims } from './claim'

/** A request that may be a vendor's. */
export interface Sent {
  readonly via: Via
  readonly method: string
  readonly url: string
  readonly read: Body | Promise<Body>
}

/** The rest of a request's life. Each end is told at most once. */
export interface Exchange {
  /** Whether somebody waits for the answer: not where the request turned out to be nobody's. */
  readonly wanted: () => boolean
  /** `last`: the address that the answer came from, where it is known; `type`: as the Fetch standard has it. */
  readonly answered: (status: number, read: Body | Promise<Body>, last: string, type?: string) => void
  readonly failed: (reason: FailureFact['reason'], error: unknown) => void
}

/** What the network hooks share. */
export interface Network {
  /** The address of the text or URL object that a page asks for; null where it is no vendor's. */
  readonly claimed: (target: unknown) => string | null
  /** A request that left; null where its body says that it is nobody's. */
  readonly sent: (sent: Sent) => Exchange | null
  /**
   * Whether Tracklens' own stop holds the request back; tells so. Where that is not sure, what ends once it is known.
   */
  readonly blocked: (sent: Sent) => boolean | Promise<unknown>
}

const hrefOf = getter<string>(NativeURL.prototype, 'href')
const baseOf = getter<string>(globalThis.Node?.prototype, 'baseURI')

/** Makes what the hooks share. */
export function createNetwork(claims: Claims, reporter: Reporter, stopped: Stopped): Network {
  let requests = 0
  /** Answers that wait for their body, by the number of their request; calling one tells it without. */
  const open: Record<number, () => void> = bare({})

  /** Tells of answers whose body is still being read: the page is being left. */
  const leave = trusted(() => {
    for (const request in open) open[request]?.()
  })

  /** Whose a request is, as far as its body is known. */
  const ownerOf = ({ method, url }: Sent, body: Body | null) =>
    claims.owner(method, url, body === null || body.binary ? null : body.text)

  function sent(out: Sent): Exchange | null {
    let wanted = true
    let number = 0
    let asked = ''
    /** What happened before the body of the request was known. */
    let waiting: (() => void) | null = null

    whenRead(out.read, (body) => {
      const owner = ownerOf(out, body)
      wanted = owner !== null
      if (!owner) return
      lookAgain()
      number = ++requests
      const { via, method, url } = out
      asked = absolute(url)
      reporter.say({ kind: 'request', request: number, vendor: owner.vendor, via, method, url: asked, body })
      waiting?.()
    })
    if (!wanted) return null
    const afterRequest = (run: () => void) => {
      if (number) run()
      else if (wanted) waiting = run
    }

    return {
      wanted: () => wanted,
      answered: (status, read, last, type) =>
        afterRequest(() => {
          let done = false
          // An address goes out without its fragment. A fetch tells that it was redirected, if to the same one again.
          const isAnother = out.via === 'fetch' || indexOf(`${asked}#`, `${last}#`)
          const redirected = (isAnother && last) || undefined
          const end = (body: Body) => {
            if (done) return
            done = true
            delete open[number]
            const told = { kind: 'response', request: number, status, body, redirected, [ANSWER_TYPE]: type } as const
            reporter.say(told)
          }
          if (!isRead(read)) {
            open[number] = () => end(unread('left'))
            // Each time anew, which adds nothing where it listens already: `document.open()` takes it away.
            addListener(window, 'pagehide', leave, true)
          }
          whenRead(read, end)
        }),
      failed: (reason, error) =>
        afterRequest(() => reporter.say({ kind: 'failure', request: number, reason, error: wordsOf(error) })),
    }
  }

  return {
    claimed(target) {
      const url = typeof target === 'string' ? target : asked(hrefOf, target)
      return url && claims.any(url) ? url : null
    },
    sent,
    blocked(out) {
      const { method, url, read } = out
      const body = isRead(read) ? read : null
      const owner = ownerOf(out, body)
      if (!owner || owner.startsSdk(method, url)) return false
      if (!stopped.holds(owner.vendor)) return stopped.word(owner.vendor) ?? false
      reporter.say({
        kind: 'blocked',
        vendor: owner.vendor,
        what: 'request',
        method,
        url: absolute(url),
        body: body ?? unread('held'),
      })
      return true
    },
  }
}

function absolute(url: string): string {
  return asked(() => hrefOf(new NativeURL(url, baseOf(document))), url) ?? url
}
