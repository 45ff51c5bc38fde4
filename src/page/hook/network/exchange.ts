/** One request on its way: told once its body is known to be a vendor's, then how it ended. */
import type { Body, FailureFact, Via } from '../../../core/fact'
import { addresses } from '../../../providers/addresses'
import { matches } from '../../../providers/matches'
import type { Owners } from '../../channel/hook-end'
import { ANSWER_TYPE } from '../../channel/names'
import { wordsOf } from '../copy'
import { addListener, asked, bare, getter, indexOf, later, NativeURL, trusted } from '../natives'
import type { Reporter } from '../reporter'
import type { Stopped } from '../stopped'
import { lookAgain } from '../watch'
import { isRead, unread, whenRead } from './body'

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
  /** The whole address of the text or URL object that a page asks for; null where it is no vendor's. */
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
export function createNetwork(owners: Owners, reporter: Reporter, stopped: Stopped): Network {
  let requests = 0
  /** Requests whose body could not be read at once. */
  let unknown = 0
  /**
   * What waits for its body: answers by the number of their request, requests by a number below zero. Calling one tells
   * it without.
   */
  const open: Record<number, () => void> = bare({})
  /** The page is being left: what is read now nobody will be told. */
  let leaving = false

  const leave = trusted(() => {
    leaving = true
    for (const request in open) open[request]?.()
    // A page that is kept has timers again when it comes back.
    later(() => {
      leaving = false
    }, 0)
  })
  /** Each time anew, which adds nothing where it listens already: `document.open()` takes it away. */
  const awaitEnd = () => asked(() => addListener(window, 'pagehide', leave, true), 0)
  // From before any listener of the page's: it may send its first request as it is left.
  awaitEnd()

  /** What is known of a body as far as it is a text. */
  const textIn = ({ binary, text }: Body) => (!binary && text) || ''

  function sent(out: Sent): Exchange | null {
    let wanted = true
    let number = 0
    /** What happened before the body of the request was known. */
    let waiting: (() => void) | null = null

    const key = --unknown
    const told = (body: Body) => {
      if (number || !wanted) return
      delete open[key]
      const { via, method, url } = out
      const vendor = owners.ownerOf(method, url, textIn(body))
      wanted = !!vendor
      if (!wanted) return
      lookAgain()
      number = ++requests
      reporter.say({ kind: 'request', request: number, vendor, via, method, url, body })
      waiting?.()
    }
    if (!isRead(out.read)) {
      open[key] = () => told(unread('left'))
      awaitEnd()
    }
    whenRead(out.read, told)
    if (leaving) open[key]?.()
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
          const isAnother = out.via === 'fetch' || indexOf(`${out.url}#`, `${last}#`)
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
            awaitEnd()
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
      return url && matches(addresses, url) ? absolute(url) : null
    },
    sent,
    blocked(out) {
      if (!stopped.holds('')) return false
      const { method, url, read } = out
      const body = isRead(read) ? read : unread('held')
      const vendor = owners.holdable(method, url, textIn(body))
      const held = !!vendor && stopped.holds(vendor)
      if (held === true) reporter.say({ kind: 'blocked', vendor, what: 'request', method, url, body })
      return held
    },
  }
}

function absolute(url: string): string {
  return asked(() => hrefOf(new NativeURL(url, baseOf(document))), url) ?? url
}
