/** Seeing `XMLHttpRequest`. */
import type { Body } from '../../../core/fact'
import { copy } from '../copy'
import {
  addListener,
  apply,
  bare,
  getter,
  isObject,
  NativeWeakMap,
  settled,
  stringify,
  trusted,
  upper,
  weakGet,
  weakSet,
} from '../natives'
import { replaceMethod } from '../wrap'
import { readBody, textBody, unread } from './body'
import type { Exchange, Network } from './exchange'

/** An address that no browser fetches: opening it makes the request end as one whose network failed. */
const NOWHERE = 'held:'
/** The events that end a request, and as what; null where it was answered. */
const ENDS = bare({ load: null, error: 'network', abort: 'aborted', timeout: 'timeout' } as const)
type End = (typeof ENDS)[keyof typeof ENDS]

/** A request that was opened: its address, and what `open` was given. */
interface Opened {
  readonly url: string
  readonly how: unknown[]
  /** There once it was sent, until it has ended; null then, or where it is nobody's. */
  exchange: Exchange | null | undefined
}

/** `readyState` of a request that is over. */
const DONE = 4

/** Hooks `open` and `send`. */
export function hookXhr(network: Network): void {
  const { prototype } = XMLHttpRequest
  const { open } = prototype
  const targetOf = getter<XMLHttpRequest>(Event.prototype, 'currentTarget')
  const kindOf = getter<keyof typeof ENDS>(Event.prototype, 'type')
  const stateOf = getter<number>(prototype, 'readyState')
  const statusOf = getter<number>(prototype, 'status')
  const lastOf = getter<string>(prototype, 'responseURL')
  const typeOf = getter<string>(prototype, 'responseType')
  const textOf = getter<string>(prototype, 'responseText')
  const answerOf = getter<unknown>(prototype, 'response')
  const opened = new NativeWeakMap<object, Opened | null>()
  // One for all requests: a browser adds none twice, so that an object that is used again keeps it once.
  const heard = trusted((event) => {
    const xhr = targetOf(event)
    // A listener of the page's, called before, may have sent the next one.
    if (stateOf(xhr) === DONE) over(xhr, weakGet(opened, xhr), ENDS[kindOf(event)])
  })

  replaceMethod(prototype, 'open', (self, args) => {
    const url = network.claimed(args[1])
    const method = args[0]
    // Its text is asked for once, by the browser: what is thrown then is the page's.
    if (url && isObject(method))
      args[0] = bare({
        toString: () => {
          args[0] = `${method as never}`
          return args[0]
        },
      })
    // The browser tells the page that it is open before it returns, and the page may send it then.
    const before = weakGet(opened, self as object)
    // It is over, and who listens for its last state opens the next one before the browser tells us.
    if (stateOf(self) === DONE) over(self as XMLHttpRequest, before, statusOf(self) ? null : 'network')
    weakSet(opened, self as object, url ? { url, how: args, exchange: undefined } : null)
    return (_, error) => {
      if (error) weakSet(opened, self as object, before)
      // What was on its way is called off, without an event.
      else over(self as XMLHttpRequest, before, 'aborted')
    }
  })

  replaceMethod(prototype, 'send', (self, args) => {
    const request = weakGet(opened, self as object)
    // Sent before, the browser sends it no second time.
    if (!request || request.exchange !== undefined) return undefined
    const { url, how } = request
    const method = upper(`${how[0] as string}`)
    const out = {
      via: 'xhr',
      method,
      url,
      read: readBody(method === 'GET' || method === 'HEAD' ? null : args[0]),
    } as const
    const isAsync = how.length < 3 || how[2]
    const held = network.blocked(out)
    if (held === true) {
      apply(open, self, [how[0], NOWHERE, isAsync])
      return undefined
    }
    if (held && isAsync) {
      const again = () => weakGet(opened, self as object) === request && apply(send, self, args)
      settled(held, again, again)
      return bare({ value: undefined })
    }
    request.exchange = network.sent(out)
    if (!request.exchange) return undefined
    for (const type in ENDS) addListener(self, type, heard, true)
    // A synchronous request tells its failure by an exception alone.
    return (_, error) => error && over(self as XMLHttpRequest, request, 'network', error)
  })

  const { send } = prototype

  /** Tells how a request ended, the first time. */
  function over(xhr: XMLHttpRequest, request: Opened | null | undefined, as: End, error: unknown = ''): void {
    const exchange = request?.exchange
    if (!exchange) return
    request.exchange = null
    if (as) exchange.failed(as, error)
    else exchange.answered(statusOf(xhr), answer(xhr), lastOf(xhr))
  }

  function answer(xhr: XMLHttpRequest): Body | Promise<Body> {
    switch (typeOf(xhr)) {
      case '':
      case 'text':
        return textBody(textOf(xhr))
      case 'json':
        return textBody(stringify(copy(answerOf(xhr))), 'json')
      case 'document':
        return unread('document')
      default:
        return readBody(answerOf(xhr))
    }
  }
}
