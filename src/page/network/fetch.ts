/** Seeing `fetch`. */
import { matches } from '../../providers/matches'
import {
  follow,
  getter,
  later,
  NativePromise,
  NativeTypeError,
  NativeUint8Array,
  setPrototypeOf,
  settled,
  tagOf,
  uncurry,
  upper,
} from '../natives'
import { replaceConstructor, replaceMethod } from '../wrap'
import { bytesRead, isPending, KEPT, partsRead, type Read, readBody, remember, remembered, unread } from './body'
import type { Exchange, Network, Sent } from './exchange'

/** An answer that takes longer to arrive whole is told with what is there, in milliseconds. */
const PATIENCE = 2_000

const RequestClass = typeof Request === 'function' ? Request : undefined
const ResponseClass = typeof Response === 'function' ? Response : undefined
const requestUrl = getter<string>(RequestClass?.prototype, 'url')
const requestMethod = getter<string>(RequestClass?.prototype, 'method')
const requestSignal = getter<AbortSignal>(RequestClass?.prototype, 'signal')
const signalAborted = typeof AbortSignal === 'function' ? getter<boolean>(AbortSignal.prototype, 'aborted') : undefined
const requestClone = RequestClass && uncurry(RequestClass.prototype.clone)
const requestBytes = RequestClass && uncurry(RequestClass.prototype.arrayBuffer)
const responseStatus = getter<number>(ResponseClass?.prototype, 'status')
const responseType = getter<string>(ResponseClass?.prototype, 'type')
const responseBody = getter<ReadableStream<Uint8Array> | null>(ResponseClass?.prototype, 'body')
const responseUsed = getter<boolean>(ResponseClass?.prototype, 'bodyUsed')
const responseHeaders = getter<Headers>(ResponseClass?.prototype, 'headers')
const responseClone = ResponseClass && uncurry(ResponseClass.prototype.clone)
const headersGet = typeof Headers === 'function' ? uncurry(Headers.prototype.get) : undefined
const urlHref = getter<string>(URL.prototype, 'href')
const streamReader = typeof ReadableStream === 'function' ? uncurry(ReadableStream.prototype.getReader as () => unknown) : undefined
const Reader = typeof ReadableStreamDefaultReader === 'function' ? ReadableStreamDefaultReader.prototype : undefined
const readChunk = Reader && (uncurry(Reader.read) as (self: unknown) => Promise<ReadableStreamReadResult<Uint8Array>>)
const cancelReader = Reader && uncurry(Reader.cancel as () => Promise<void>)

/** Hooks `fetch`, and what Blobs and Requests are made of. */
export function hookFetch(network: Network): void {
  replaceMethod(globalThis, 'fetch', (_, args, invoke) => {
    const leaving = look(network, args, 'fetch')
    // An aborted one never leaves, and its promise is rejected already: one of ours would be later.
    if (!leaving || leaving.aborted()) return invoke()
    if (network.blocked(leaving)) return settled.rejected(new NativeTypeError('Failed to fetch'))
    const exchange = network.sent(leaving)
    const promise = invoke() as Promise<Response>
    return exchange ? watch(promise, exchange, leaving.aborted) : promise
  })
  // Like a beacon: the browser sends it when the page is left, and tells nobody the answer.
  replaceMethod(globalThis, 'fetchLater', (_, args, invoke) => {
    const leaving = look(network, args, 'beacon')
    if (!leaving) return invoke()
    if (network.blocked(leaving)) return { activated: false }
    const result = invoke()
    network.sent(leaving)
    return result
  })
  replaceConstructor('Blob', (blob, args) => {
    const read = partsRead(args[0] ?? [])
    if (read) remember(blob, read)
  })
  // A class inherits from what it extends, which is now the stand-in.
  if (typeof File === 'function') setPrototypeOf(File, Blob)
  replaceConstructor('Request', (request, args) => {
    const body = (args[1] as { body?: unknown } | undefined)?.body
    const read = body === undefined ? typeof args[0] === 'object' && args[0] && remembered(args[0]) : readBody(body)
    if (read && !isPending(read)) remember(request, read)
  })
}

/** What is asked of `fetch`, where it may be a vendor's; `aborted` says whether the page's own signal ended it. */
function look(network: Network, args: unknown[], via: 'fetch' | 'beacon'): (Sent & { readonly aborted: () => boolean }) | null {
  const input = args[0]
  const request = typeof input === 'object' && input !== null ? input : null
  const url = typeof input === 'string' ? input : request ? addressOf(request) : null
  const verdict = url === null ? null : network.claims.of(url)
  if (url === null || verdict === null) return null

  const init = (args[1] ?? {}) as { method?: unknown; body?: unknown; signal?: unknown }
  const isRequest = request && tagOf(request) === '[object Request]'
  const asked = init.method ?? (isRequest ? requestMethod?.(request) : 'GET')
  const signal = init.signal ?? (isRequest ? requestSignal?.(request) : null)
  const method = upper(`${asked as string}`)
  const read = init.body !== undefined && init.body !== null ? readBody(init.body) : bodyOfRequest(request, method)
  return { via, method, url, verdict, read, aborted: () => !!signal && signalAborted?.(signal) === true }
}

/** The page gets a promise that settles as its own does, one microtask later, after the answer was copied and before the page reads it. */
function watch(promise: Promise<Response>, exchange: Exchange, aborted: () => boolean): Promise<Response> {
  return follow(
    promise,
    (response) => {
      try {
        if (exchange.wanted()) exchange.answered(responseStatus?.(response) ?? 0, readAnswer(response))
      } catch {
        // The page gets its answer whatever we could make of it.
      }
      return response
    },
    (error) => {
      try {
        // Only the page's own signal makes it the page's doing: browsers abort too, when a page is left.
        const name = aborted() && (error as { name?: unknown } | null)?.name
        exchange.failed(name === false ? 'network' : name === 'TimeoutError' ? 'timeout' : 'aborted', error)
      } catch {
        // As above.
      }
      throw error
    },
  )
}

function addressOf(input: object): string | null {
  try {
    switch (tagOf(input)) {
      case '[object Request]':
        return requestUrl?.(input) ?? null
      case '[object URL]':
        return urlHref?.(input) ?? null
    }
  } catch {
    // An imitation; the browser will judge it.
  }
  return null
}

function bodyOfRequest(request: object | null, method: string): Read | Promise<Read> {
  if (!request || method === 'GET' || method === 'HEAD') return readBody(null)
  const known = remembered(request)
  if (known) return known
  if (!requestClone || !requestBytes) return readBody(null)
  return follow(
    requestBytes(requestClone(request)),
    (buffer) => bytesRead(new NativeUint8Array(buffer)),
    () => unread('The body of the Request could not be read.'),
  )
}

/** The answer's body, from a copy, so far as it may be read and ends. */
function readAnswer(response: Response): Read | Promise<Read> {
  const type = responseType?.(response)
  if (type === 'opaque' || type === 'opaqueredirect') return unread('The page itself may not see this answer (no-cors).')
  if (!responseBody?.(response)) return readBody(null)
  if (responseUsed?.(response)) return unread('The answer was read already.')
  const headers = responseHeaders?.(response)
  const kind = headers && headersGet?.(headers, 'content-type')
  if (typeof kind === 'string' && matches(/event-stream|multipart|video|audio/, kind)) return unread(`A stream (${kind}) is not copied.`)
  const copy = responseClone?.(response)
  const stream = copy && responseBody(copy)
  if (!stream || !streamReader || !readChunk || !cancelReader) return unread('This browser gives no copy of the answer.')
  return readStream(streamReader(stream))
}

function readStream(reader: unknown): Promise<Read> {
  const bytes = new NativeUint8Array(KEPT)
  let size = 0
  let kept = 0
  const whole = () => bytesRead(new NativeUint8Array(bytes.buffer, 0, kept), size)
  return new NativePromise<Read>((resolve) => {
    let ended = false
    const end = (note?: string) => {
      if (ended) return
      ended = true
      const read = whole()
      resolve(note ? { body: { ...read.body, cut: true, note }, text: read.text } : read)
      if (note || size > kept) void cancelReader?.(reader)
    }
    const next = (): unknown =>
      follow(
        readChunk?.(reader) as Promise<ReadableStreamReadResult<Uint8Array>>,
        ({ done, value }) => {
          if (done || ended || !value) return end()
          for (let i = 0; i < value.length && kept < KEPT; i++) bytes[kept++] = value[i] as number
          size += value.length
          if (size > KEPT) end('Only the first part was read.')
          else next()
        },
        () => end('The answer broke off.'),
      )
    next()
    later(() => end('The answer was still arriving.'), PATIENCE)
  })
}
