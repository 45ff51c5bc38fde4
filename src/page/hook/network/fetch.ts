/** Seeing `fetch`. */

import type { BodyNote } from '../../../core/body-note'
import type { Body } from '../../../core/fact'
import { matches } from '../../../providers/matches'
import {
  addListener,
  apply,
  asked,
  bare,
  follow,
  getter,
  isObject,
  later,
  NativePromise,
  NativeTypeError,
  NativeUint8Array,
  nothing,
  quiet,
  setPrototypeOf,
  settled,
  trusted,
  uncurry,
  upper,
} from '../natives'
import { replaceConstructor, replaceMethod } from '../wrap'
import {
  bytesBody,
  hasThen,
  isRead,
  partsBody,
  readBody,
  remember,
  remembered,
  unread,
  viewBuffer,
  viewLength,
} from './body'
import type { Exchange, Network, Sent } from './exchange'
import { type Options, onlyAsking, readOnce, readParts } from './overheard'

/** An answer that takes longer to arrive whole is told with what is there, in milliseconds. */
const PATIENCE = 2_000

const NativeRequest = Request
const { prototype: request } = Request
const requestUrl = getter<string>(request, 'url')
const requestMethod = getter<string>(request, 'method')
const requestSignal = getter<AbortSignal>(request, 'signal')
const signalAborted = getter<boolean>(AbortSignal.prototype, 'aborted')
const requestClone = uncurry(request.clone)
const requestBytes = uncurry(request.arrayBuffer)
const { prototype: response } = Response
const responseStatus = getter<number>(response, 'status')
const responseUrl = getter<string>(response, 'url')
const responseRedirected = getter<boolean>(response, 'redirected')
const responseType = getter<string>(response, 'type')
const responseBody = getter<ReadableStream<Uint8Array> | null>(response, 'body')
const responseUsed = getter<boolean>(response, 'bodyUsed')
const responseHeaders = getter<Headers>(response, 'headers')
const responseClone = uncurry(response.clone)
const headersGet = uncurry(Headers.prototype.get)
const streamReader = uncurry(ReadableStream.prototype.getReader as () => unknown)
const readChunk = uncurry(
  ReadableStreamDefaultReader.prototype.read as () => Promise<ReadableStreamReadResult<Uint8Array>>,
)
const cancelReader = uncurry(ReadableStreamDefaultReader.prototype.cancel as () => Promise<void>)

/** Hooks `fetch`, and what Blobs and Requests are made of. */
export function hookFetch(network: Network): void {
  replaceMethod(globalThis, 'fetch', (self, args) => {
    const leaving = look(network, args, 'fetch')
    // An aborted one never leaves, and its promise is rejected already: one of ours would be later.
    if (!leaving || leaving.aborted()) return undefined
    const held = network.blocked(leaving)
    if (held)
      return bare({
        value:
          held === true
            ? new NativePromise((_, reject) => reject(new NativeTypeError('Failed to fetch')))
            : follow(held, () => apply(standIn, self, args) as unknown),
      })
    const exchange = network.sent(leaving)
    return exchange ? (promise: Promise<Response>) => watch(promise, exchange, leaving.aborted) : undefined
  })
  const { fetch: standIn } = globalThis
  // Like a beacon: the browser sends it when the page is left, and tells nobody the answer.
  replaceMethod(globalThis, 'fetchLater', (_, args) => {
    const leaving = look(network, args, 'beacon')
    if (!leaving) return undefined
    if (network.blocked(leaving) === true) return bare({ value: { activated: false } })
    return (result: object) => {
      const exchange = network.sent(leaving)
      if (exchange && leaving.signal)
        addListener(
          leaving.signal,
          'abort',
          trusted(() => {
            if (!(result as { activated?: boolean }).activated) exchange.failed('aborted', '')
          }),
        )
    }
  })
  replaceConstructor('Blob', (args) => {
    const parts = readParts(args[0])
    if (parts) args[0] = parts.handed
    else if (args[0] !== undefined) return undefined
    return (blob: object) => {
      const got = parts ? parts.got() : []
      const body = got && partsBody(got)
      if (body) remember(blob, body)
    }
  })
  // A class inherits from what it extends, which is now the stand-in.
  setPrototypeOf(File, Blob)
  replaceConstructor('Request', (args) => {
    const options = isObject(args[1]) ? readOnce(args[1]) : null
    if (options) args[1] = options.handed
    return (request: object) => {
      // Most requests are nobody's, and their bodies are left alone.
      if (!network.claimed(requestUrl(request))) return
      const given = options?.got('body')
      const body = isGiven(given) ? readBody(given) : remembered(args[0] as object)
      if (body && isRead(body)) remember(request, () => body)
    }
  })
}

/** What is asked of `fetch`, where it may be a vendor's; `aborted` says whether the page's own signal ended it. */
function look(
  network: Network,
  args: unknown[],
  via: 'fetch' | 'beacon',
): (Sent & { readonly signal: unknown; readonly aborted: () => boolean }) | null {
  const input = args[0]
  // An exception for each address that is a text would cost more than all the rest.
  const address = isObject(input) ? asked(requestUrl, input) : undefined
  const request = address === undefined ? null : (input as object)
  const url = network.claimed(address ?? input)
  if (!url) return null

  const options = isObject(args[1]) ? readOnce(args[1]) : null
  if (options) {
    args[1] = options.handed
    // The browser meets the same exception, and tells it in its own way.
    if (!asked(askAll, options)) return null
  }
  const body = options?.got('body')
  const method = upper(`${(options?.got('method') ?? (request ? requestMethod(request) : 'GET')) as string}`)
  const signal = options?.got('signal') ?? (request && requestSignal(request))
  const read = request && !isGiven(body) ? bodyOfRequest(request, method) : readBody(body)
  return { via, method, url, read, signal, aborted: () => !!signal && signalAborted(signal) }
}

/** Lets the browser read all options as for a request, in its own order, of which no body reaches that request. */
const askAll = (options: unknown) => new NativeRequest('about:blank', onlyAsking(options as Options))

const isGiven = (body: unknown) => body !== undefined && body !== null

/**
 * The page gets a promise that settles as its own does, one microtask later, after the answer was copied and before the
 * page reads it.
 */
function watch(promise: Promise<Response>, exchange: Exchange, aborted: () => boolean): Promise<Response> {
  // The page gets its answer whatever we could make of it.
  const answered = quiet((response: Response) => {
    if (!exchange.wanted()) return
    const last = responseRedirected(response) ? responseUrl(response) : ''
    exchange.answered(responseStatus(response), readAnswer(response), last, responseType(response))
  })
  const failed = quiet((error: unknown) => {
    // Only the page's own signal makes it the page's doing: browsers abort too, when a page is left.
    exchange.failed(aborted() ? 'aborted' : 'network', error)
  })
  return follow(
    promise,
    (response) => {
      answered(response)
      return response
    },
    (error) => {
      failed(error)
      throw error
    },
  )
}

function bodyOfRequest(request: object, method: string): Body | Promise<Body> {
  if (method === 'GET' || method === 'HEAD') return unread()
  const known = remembered(request)
  if (known || hasThen()) return known ?? unread('body')
  return follow(
    requestBytes(requestClone(request)),
    (buffer) => bytesBody(new NativeUint8Array(buffer)),
    () => unread('body'),
  )
}

/** The answer's body, from a copy, so far as it may be read and ends. */
function readAnswer(response: Response): Body | Promise<Body> {
  if (!responseBody(response)) return unread()
  if (responseUsed(response)) return unread('used')
  const kind = headersGet(responseHeaders(response), 'content-type')
  if (kind !== null && matches(/event-stream|multipart|video|audio/, kind)) return unread('live', 0, kind)
  if (hasThen()) return unread('body')
  return readStream(streamReader(responseBody(responseClone(response))))
}

/** So many bytes of an answer are kept: what vendors answer to tracking is short. */
const KEPT_OF_ANSWER = 65_536

function readStream(reader: unknown): Promise<Body> {
  const bytes = new NativeUint8Array(KEPT_OF_ANSWER)
  let size = 0
  let kept = 0
  return new NativePromise<Body>((resolve) => {
    let ended = false
    const end = (note?: BodyNote) => {
      if (ended) return
      ended = true
      resolve(bytesBody(new NativeUint8Array(viewBuffer(bytes), 0, kept), size, note))
      // What has broken off is refused again when it is cancelled.
      if (note || size > kept) settled(cancelReader(reader), nothing, nothing)
    }
    const next = () =>
      settled(
        readChunk(reader),
        ({ done, value }) => {
          if (done || ended) return end()
          const length = viewLength(value)
          for (let i = 0; i < length && kept < KEPT_OF_ANSWER; i++) bytes[kept++] = value[i] as number
          size += length
          if (size > KEPT_OF_ANSWER) end('part')
          else next()
        },
        () => end('broken'),
      )
    next()
    later(() => end('late'), PATIENCE)
  })
}
