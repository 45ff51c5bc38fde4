/** Seeing `XMLHttpRequest`. */
import { copy } from '../copy'
import { addListener, apply, bare, getter, ownWeakMap, stringify, tagOf, upper } from '../natives'
import { replaceMethod } from '../wrap'
import { type Read, readBody, textRead, unread } from './body'
import type { Verdict } from './claim'
import type { Exchange, Network } from './exchange'

/** An address that no browser fetches: opening it makes the request end as one whose network failed. */
const NOWHERE = 'tracklens-held-back:'

interface Opened {
  readonly method: string
  readonly url: string
  readonly verdict: Verdict
  readonly args: unknown[]
}

/** Hooks `open` and `send`. */
export function hookXhr(network: Network): void {
  if (typeof XMLHttpRequest !== 'function') return
  const { prototype } = XMLHttpRequest
  const open = prototype.open
  const statusOf = getter<number>(prototype, 'status')
  const typeOf = getter<string>(prototype, 'responseType')
  const textOf = getter<string>(prototype, 'responseText')
  const answerOf = getter<unknown>(prototype, 'response')
  const hrefOf = getter<string>(URL.prototype, 'href')
  const eventType = getter<string>(Event.prototype, 'type')
  const opened = ownWeakMap<object, Opened>()

  replaceMethod(prototype, 'open', (self, args, invoke) => {
    const target = args[1]
    const url = typeof target === 'string' ? target : tagOf(target) === '[object URL]' ? (hrefOf?.(target) ?? null) : null
    const verdict = url === null ? null : network.claims.of(url)
    const result = invoke()
    if (url !== null && verdict) opened.set(self as object, { method: upper(`${args[0] as string}`), url, verdict, args })
    else opened.delete(self as object)
    return result
  })

  replaceMethod(prototype, 'send', (self, args, invoke) => {
    const request = opened.get(self as object)
    if (!request) return invoke()
    const { method, url, verdict } = request
    const out = { via: 'xhr', method, url, verdict, read: readBody(method === 'GET' || method === 'HEAD' ? null : args[0]) } as const
    if (network.blocked(out)) {
      const { args: how } = request
      apply(open, self, how.length > 2 ? [how[0], NOWHERE, how[2]] : [how[0], NOWHERE])
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
    const listener = (event: Event) => end(() => ending(event))
    const ending = (event: Event) => {
      switch (eventType?.(event)) {
        case 'load':
          return exchange.answered(statusOf?.(xhr) ?? 0, answer(xhr))
        case 'abort':
          return exchange.failed('aborted', '')
        case 'timeout':
          return exchange.failed('timeout', '')
        case 'error':
          return exchange.failed('network', 'The request failed; the browser tells a page no more.')
      }
    }
    const once = bare({ once: true })
    addListener(xhr, 'load', listener, once)
    addListener(xhr, 'error', listener, once)
    addListener(xhr, 'abort', listener, once)
    addListener(xhr, 'timeout', listener, once)
    return end
  }

  function answer(xhr: XMLHttpRequest): Read | Promise<Read> {
    switch (typeOf?.(xhr)) {
      case '':
      case 'text':
        return textRead(textOf?.(xhr) ?? '')
      case 'json':
        return textRead(stringify(copy(answerOf?.(xhr))), 'Read as JSON by the page; shown as the same JSON.')
      case 'arraybuffer':
      case 'blob':
        return readBody(answerOf?.(xhr))
      default:
        return unread('The page asked for a document.')
    }
  }
}
