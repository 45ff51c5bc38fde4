/** Seeing `XMLHttpRequest`. */
import type { Body } from '../../../core/fact'
import { copy } from '../copy'
import { addListener, apply, bare, getter, NativeWeakMap, quiet, stringify, upper, weakGet, weakSet } from '../natives'
import { replaceMethod } from '../wrap'
import { readBody, textBody, unread } from './body'
import type { Exchange, Network } from './exchange'
import { isObject } from './overheard'

/** An address that no browser fetches: opening it makes the request end as one whose network failed. */
const NOWHERE = 'tracklens-held-back:'
const ENDS = ['load', 'error', 'abort', 'timeout'] as const

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

  replaceMethod(prototype, 'open', (self, args, invoke) => {
    const url = network.claimed(args[1])
    // Its text is asked for once.
    if (url !== null && isObject(args[0])) args[0] = `${args[0] as never}`
    const result = invoke()
    weakSet(opened, self as object, url === null ? null : { url, how: args })
    return result
  })

  replaceMethod(prototype, 'send', (self, args, invoke) => {
    const request = weakGet(opened, self as object)
    if (!request) return invoke()
    const { url, how } = request
    const method = upper(`${how[0] as string}`)
    const out = {
      via: 'xhr',
      method,
      url,
      read: readBody(method === 'GET' || method === 'HEAD' ? null : args[0]),
    } as const
    if (network.blocked(out)) {
      apply(open, self, [how[0], NOWHERE, how.length < 3 || how[2]])
      return invoke()
    }
    const exchange = network.sent(out)
    if (!exchange) return invoke()
    const end = follow(self as XMLHttpRequest, exchange)
    try {
      return invoke()
    } catch (error) {
      // A synchronous request tells its failure by an exception alone.
      end(() => exchange.failed('network', error))
      throw error
    }
  })

  /** Waits for the end of one request; the object may be used for another one later. */
  function follow(xhr: XMLHttpRequest, exchange: Exchange): (tell: () => void) => void {
    let ended = false
    const end = (tell: () => void) => {
      if (ended) return
      ended = true
      tell()
    }
    for (let i = 0; i < ENDS.length; i++) {
      const type = ENDS[i] as (typeof ENDS)[number]
      const tell = () => {
        if (type === 'load') exchange.answered(statusOf(xhr), answer(xhr), lastOf(xhr))
        else if (type === 'error') exchange.failed('network', '')
        else exchange.failed(type === 'abort' ? 'aborted' : type, '')
      }
      addListener(
        xhr,
        type,
        quiet(() => end(tell)),
        bare({ once: true }),
      )
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
