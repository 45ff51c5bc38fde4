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
}

/** Hooks `open` and `send`. */
export function hookXhr(network: Network): void {
  const { prototype } = XMLHttpRequest
  const { open } = prototype
  const statusOf = getter<number>(prototype, 'status')
  const lastOf = getter<string>(prototype, 'responseURL')
  const typeOf = getter<string>(prototype, 'responseType')
  const textOf = getter<string>(prototype, 'responseText')
  const answerOf = getter<unknown>(prototype, 'response')
  const opened = new NativeWeakMap<object, Opened | null>()

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
    weakSet(opened, self as object, url ? { url, how: args } : null)
    return (_, error) => {
      if (error) weakSet(opened, self as object, before)
    }
  })

  replaceMethod(prototype, 'send', (self, args) => {
    const request = weakGet(opened, self as object)
    if (!request) return undefined
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
    const exchange = network.sent(out)
    if (!exchange) return undefined
    const end = follow(self as XMLHttpRequest, exchange)
    // A synchronous request tells its failure by an exception alone.
    return (_, error) => error && end('network', error)
  })

  const { send } = prototype

  /** Waits for the end of one request; the object may be used for another one later. */
  function follow(xhr: XMLHttpRequest, exchange: Exchange): (end: End, error?: unknown) => void {
    let ended = false
    const end = (as: End, error: unknown = '') => {
      if (ended) return
      ended = true
      if (as) exchange.failed(as, error)
      else exchange.answered(statusOf(xhr), answer(xhr), lastOf(xhr))
    }
    for (const type in ENDS) {
      // By which of them it is called: the event's own word for it can be the page's.
      const heard = trusted(() => end(ENDS[type as keyof typeof ENDS]))
      addListener(xhr, type, heard, true)
    }
    return end
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
