/**
 * Bodies of requests and answers, read without changing what is sent or received. What kind of object the page gives is
 * asked of the browser, never of the object; and bodies inherit nothing, so that the page is not asked of them either.
 */
import { BODY_LIMIT } from '../../../core/body'
import type { BodyNote } from '../../../core/body-note'
import type { Body } from '../../../core/fact'
import {
  asked,
  bare,
  base64,
  construct,
  follow,
  fromCharCode,
  getPrototypeOf,
  getter,
  hasOwn,
  isView,
  NativeTextDecoder,
  NativeUint8Array,
  NativeWeakMap,
  settled,
  slice,
  uncurry,
  weakGet,
  weakSet,
} from '../natives'

/** A body, or what makes one of what was kept. */
type Kept = () => Body

const encode = encodeURIComponent as (text: unknown) => string
const everything = Object.prototype

const known = new NativeWeakMap<object, Kept>()
const view = getPrototypeOf(NativeUint8Array.prototype) as object
/** The buffer that a typed array is a view of, asked of the browser; throws for any other object. */
export const viewBuffer = getter<ArrayBuffer>(view, 'buffer')
const viewOffset = getter<number>(view, 'byteOffset')
/** How many bytes the view has, in the same way. */
export const viewLength = getter<number>(view, 'byteLength')
const { prototype: data } = DataView
const dataBuffer = getter<ArrayBuffer>(data, 'buffer')
const dataOffset = getter<number>(data, 'byteOffset')
const dataLength = getter<number>(data, 'byteLength')
const { prototype: buffers } = ArrayBuffer
const bufferLength = getter<number>(buffers, 'byteLength')
const decode = uncurry(NativeTextDecoder.prototype.decode)
const paramsText = uncurry(URLSearchParams.prototype.toString)
const formEach = uncurry(FormData.prototype.forEach)
const fileName = getter<string>(File.prototype, 'name')
const blobSize = getter<number>(Blob.prototype, 'size')
const blobSlice = uncurry(Blob.prototype.slice)
const blobBytes = uncurry(Blob.prototype.arrayBuffer)
const streamLocked = getter<boolean>(ReadableStream.prototype, 'locked')

/** Bytes of a Blob's that are kept for later. What is sent while a page is left is no longer. */
const KEPT_BYTES = 65_536

/** Text as a body. */
export function textBody(text: string, note?: BodyNote, size = text.length): Body {
  const cut = text.length > BODY_LIMIT || undefined
  return bare({ text: slice(text, 0, BODY_LIMIT), size, cut, note })
}

/** A body that cannot be read, and why. */
export function unread(note?: BodyNote, size = 0, about?: string): Body {
  return bare({ text: null, size, note, about })
}

/**
 * Bytes as a body: text where they are UTF-8, else base64. `size` is that of the whole where only a part is at hand.
 */
export function bytesBody(bytes: Uint8Array, size = viewLength(bytes), note?: BodyNote): Body {
  const length = viewLength(bytes)
  const kept =
    length > BODY_LIMIT ? new NativeUint8Array(viewBuffer(bytes) as ArrayBuffer, viewOffset(bytes), BODY_LIMIT) : bytes
  const end = viewLength(kept)
  const cut = size > end || note !== undefined || undefined
  try {
    // `stream` tolerates a character that the cut went through.
    const text = decode(new NativeTextDecoder('utf-8', bare({ fatal: true })), kept, bare({ stream: true }))
    return bare({ text, size, cut, note })
  } catch {
    let binary = ''
    for (let i = 0; i < end; i++) binary += fromCharCode(kept[i] as number)
    return bare({ text: base64(binary), binary: true, size, cut, note })
  }
}

/** Whether it is a body that is there already. */
export function isRead(read: Body | Promise<Body>): read is Body {
  return getPrototypeOf(read) === null
}

/**
 * The body of a request: at once where it can be read at once, else by a promise. What is asked for is read before the
 * request leaves, since a page that is being left waits for no promise.
 */
export function readBody(value: unknown): Body | Promise<Body> {
  if (value === undefined || value === null) return unread()
  // A function's text may be the page's to make, and the browser asks for it once.
  if (typeof value === 'function') return unread('kind')
  if (typeof value !== 'object') return textBody(`${value as string}`)
  const found = remembered(value)
  if (found) return found
  const bytes = bytesOf(value)
  if (bytes) return bytesBody(bytes)
  const size = asked(blobSize, value)
  if (size !== undefined) return blobBody(value, size)
  const params = asked(paramsText, value)
  if (params !== undefined) return textBody(params)
  return asked(formBody, value) ?? unread(asked(streamLocked, value) === undefined ? 'kind' : 'stream')
}

/** Remembers what a Blob or Request was made of, so that its body can be read at once. */
export function remember(owner: object, body: Kept): void {
  weakSet(known, owner, body)
}

/** What is remembered of a Blob or Request. */
export function remembered(owner: object): Body | undefined {
  return weakGet(known, owner)?.()
}

/**
 * The parts of a Blob as what makes one body of them; null where it is too big, or made of other than text and bytes.
 * Nothing is decoded before somebody asks: most Blobs are never sent.
 */
export function partsBody(parts: readonly unknown[]): Kept | null {
  if (parts.length === 1 && typeof parts[0] !== 'string') {
    const bytes = bytesOf(parts[0])
    if (!bytes || viewLength(bytes) > KEPT_BYTES) return null
    const kept = construct(NativeUint8Array, [bytes]) as Uint8Array
    return () => bytesBody(kept)
  }
  let length = 0
  for (let i = 0; i < parts.length; i++) {
    if (typeof parts[i] !== 'string') return null
    length += (parts[i] as string).length
    if (length > BODY_LIMIT) return null
  }
  return () => {
    let text = ''
    for (let i = 0; i < parts.length; i++) text += parts[i]
    return textBody(text)
  }
}

function bytesOf(value: unknown): Uint8Array | null {
  try {
    if (isView(value)) {
      return asked(dataLength, value) === undefined
        ? new NativeUint8Array(viewBuffer(value), viewOffset(value), viewLength(value))
        : new NativeUint8Array(dataBuffer(value), dataOffset(value), dataLength(value))
    }
    bufferLength(value)
    return construct(NativeUint8Array, [value]) as Uint8Array
  } catch {
    // Neither, or a detached buffer, which has no bytes any more.
  }
  return null
}

/** A form as text; throws for what is none. What is over the limit is counted only. */
function formBody(form: unknown): Body {
  let text = ''
  let over = 0
  formEach(form, (value, name) => {
    const shown = typeof value === 'string' ? value : `(file ${fileName(value)}, ${blobSize(value)} bytes)`
    const start = text.length > BODY_LIMIT ? '' : slice(shown, 0, BODY_LIMIT)
    over += shown.length - start.length
    if (text.length > BODY_LIMIT) over += name.length + 2
    else text += `${text ? '&' : ''}${encode(name)}=${asked(encode, start) ?? encode(slice(start, 0, -1))}`
  })
  return textBody(text, 'form', text.length + over)
}

/**
 * Whether what the browser's reading comes to would be asked for a `then` of the page's own, which would be handed it:
 * then nothing is read that takes a promise.
 */
export function hasThen(): boolean {
  return hasOwn(everything, 'then') || hasOwn(buffers, 'then')
}

function blobBody(blob: object, size: number): Body | Promise<Body> {
  if (hasThen()) return unread('body', size)
  return follow(
    blobBytes(blobSlice(blob, 0, BODY_LIMIT)),
    (buffer) => bytesBody(new NativeUint8Array(buffer), size),
    () => unread('body', size),
  )
}

/** Runs `done` with what was read: now, or when it is there. */
export function whenRead(read: Body | Promise<Body>, done: (body: Body) => void): void {
  if (isRead(read)) done(read)
  else settled(read, done, () => done(unread('body')))
}
