/** Bodies of requests and answers, read without changing what is sent or received. */
import { BODY_LIMIT } from '../../../core/body'
import type { Body, BodyNote } from '../../../core/fact'
import {
  apply,
  base64,
  construct,
  follow,
  fromCharCode,
  getPrototypeOf,
  getter,
  isArray,
  isPromise,
  isView,
  NativeTextDecoder,
  NativeUint8Array,
  NativeWeakMap,
  settled,
  slice,
  tagOf,
  uncurry,
  weakGet,
  weakSet,
} from '../natives'

const encode = encodeURIComponent

const known = new NativeWeakMap<object, Body>()
const view = getPrototypeOf(NativeUint8Array.prototype) as object
const viewBuffer = getter<ArrayBuffer>(view, 'buffer')
const viewOffset = getter<number>(view, 'byteOffset')
const viewLength = getter<number>(view, 'byteLength')
const decode = uncurry(NativeTextDecoder.prototype.decode)
const paramsText = uncurry(URLSearchParams.prototype.toString)
const formEach = uncurry(FormData.prototype.forEach)
const blobSize = getter<number>(Blob.prototype, 'size')
const blobSlice = uncurry(Blob.prototype.slice)
const blobBytes = uncurry(Blob.prototype.arrayBuffer)

/** Text as a body. */
export function textBody(text: string, note?: BodyNote): Body {
  const cut = text.length > BODY_LIMIT || undefined
  return { text: cut ? slice(text, 0, BODY_LIMIT) : text, size: text.length, cut, note }
}

/** A body that cannot be read, and why. */
export function unread(note: BodyNote, size = 0, about?: string): Body {
  return { text: null, size, note, about }
}

/**
 * Bytes as a body: text where they are UTF-8, else base64. `size` is that of the whole where only a part is at hand.
 */
export function bytesBody(bytes: Uint8Array, size = bytes.length, note?: BodyNote): Body {
  const kept = bytes.length > BODY_LIMIT ? new NativeUint8Array(bytes.buffer, bytes.byteOffset, BODY_LIMIT) : bytes
  const more = { size, cut: size > kept.length || undefined, note }
  try {
    // `stream` tolerates a character that the cut went through.
    return { text: decode(new NativeTextDecoder('utf-8', { fatal: true }), kept, { stream: true }), ...more }
  } catch {
    let binary = ''
    for (let i = 0; i < kept.length; i++) binary += fromCharCode(kept[i] as number)
    return { text: base64(binary), binary: true, ...more }
  }
}

/**
 * The body of a request: at once where it can be read at once, else by a promise. What is asked for is read before the
 * request leaves, since a page that is being left waits for no promise.
 */
export function readBody(value: unknown): Body | Promise<Body> {
  if (value === undefined || value === null) return { text: null, size: 0 }
  if (typeof value !== 'object') return textBody(`${value as string}`)
  const found = remembered(value)
  if (found) return found
  const bytes = bytesOf(value)
  if (bytes) return bytesBody(bytes)
  const tag = tagOf(value)
  switch (tag) {
    case '[object URLSearchParams]':
      return textBody(paramsText(value))
    case '[object FormData]':
      return formBody(value)
    case '[object Blob]':
    case '[object File]':
      return blobBody(value)
    default:
      return tag === '[object ReadableStream]' ? unread('stream') : unread('kind', 0, tag)
  }
}

/** Remembers what a Blob or Request was made of, so that its body can be read at once. */
export function remember(owner: object, body: Body): void {
  weakSet(known, owner, body)
}

/** What is remembered of a Blob or Request. */
export function remembered(owner: object): Body | undefined {
  return weakGet(known, owner)
}

/** The parts of a Blob as one body; null where it is too big, or made of other than text and bytes. */
export function partsBody(parts: unknown): Body | null {
  if (!isArray(parts) || parts.length > 16) return null
  if (parts.length === 1 && typeof parts[0] !== 'string') {
    const bytes = bytesOf(parts[0])
    return bytes && bytes.length <= BODY_LIMIT ? bytesBody(bytes) : null
  }
  let text = ''
  for (let i = 0; i < parts.length; i++) {
    if (typeof parts[i] !== 'string') return null
    text += parts[i]
    if (text.length > BODY_LIMIT) return null
  }
  return textBody(text)
}

function bytesOf(value: unknown): Uint8Array | null {
  try {
    if (isView(value)) {
      return tagOf(value) === '[object DataView]'
        ? new NativeUint8Array(value.buffer, value.byteOffset, value.byteLength)
        : new NativeUint8Array(viewBuffer(value), viewOffset(value), viewLength(value))
    }
    if (tagOf(value) === '[object ArrayBuffer]') return construct(NativeUint8Array, [value]) as Uint8Array
  } catch {
    // A detached buffer has no bytes any more.
  }
  return null
}

function formBody(form: object): Body {
  let text = ''
  formEach(form, (value, name) => {
    const shown = typeof value === 'string' ? value : `(file ${value.name}, ${value.size} bytes)`
    text += `${text ? '&' : ''}${encode(name)}=${encode(shown)}`
  })
  return textBody(text, 'form')
}

function blobBody(blob: object): Promise<Body> {
  const size = blobSize(blob)
  return follow(
    blobBytes(blobSlice(blob, 0, BODY_LIMIT)),
    (buffer) => bytesBody(new NativeUint8Array(buffer), size),
    () => unread('body', size),
  )
}

/** Runs `done` with what was read: now, or when it is there. */
export function whenRead(read: Body | Promise<Body>, done: (body: Body) => void): void {
  if (isPromise(read)) settled(read, done, () => done(unread('body')))
  else apply(done, undefined, [read])
}
