/** Bodies of requests and answers, read without changing what is sent or received. */
import type { Body } from '../../core/fact'
import {
  apply,
  base64,
  construct,
  follow,
  fromCharCode,
  getter,
  isArray,
  isView,
  NativeTextDecoder,
  NativeUint8Array,
  ownWeakMap,
  slice,
  tagOf,
  uncurry,
} from '../natives'

/** So much of a body is kept: characters of text, or bytes. */
export const KEPT = 65_536

/** A body, and its whole text where it has one (a look at it decides whose it is). */
export interface Read {
  readonly body: Body
  readonly text: string | null
}

const encode = encodeURIComponent
const NONE: Read = { body: { text: null, size: 0 }, text: null }

const known = ownWeakMap<object, Read>()
const viewBuffer = getter<ArrayBuffer>(getPrototypeOfView(), 'buffer')
const viewOffset = getter<number>(getPrototypeOfView(), 'byteOffset')
const viewLength = getter<number>(getPrototypeOfView(), 'byteLength')
const decode = uncurry(NativeTextDecoder.prototype.decode)
const paramsText = typeof URLSearchParams === 'function' ? uncurry(URLSearchParams.prototype.toString) : undefined
const formEach = typeof FormData === 'function' ? uncurry(FormData.prototype.forEach) : undefined
const BlobClass = typeof Blob === 'function' ? Blob : undefined
const blobSize = BlobClass && getter<number>(BlobClass.prototype, 'size')
const blobSlice = BlobClass && uncurry(BlobClass.prototype.slice)
const blobBytes = BlobClass?.prototype.arrayBuffer && uncurry(BlobClass.prototype.arrayBuffer)

function getPrototypeOfView(): object {
  return Object.getPrototypeOf(NativeUint8Array.prototype) as object
}

/** Text as a body. */
export function textRead(text: string, note?: string): Read {
  const cut = text.length > KEPT
  const body: Body = { text: cut ? slice(text, 0, KEPT) : text, size: text.length, ...(cut ? { cut } : {}), ...(note ? { note } : {}) }
  return { body, text: body.text }
}

/** A body that cannot be read, and why. */
export function unread(note: string, size = 0): Read {
  return { body: { text: null, size, note }, text: null }
}

/** Bytes as a body: text where they are UTF-8, else base64. `size` is that of the whole where only a part is at hand. */
export function bytesRead(bytes: Uint8Array, size = bytes.length): Read {
  const kept = bytes.length > KEPT ? new NativeUint8Array(bytes.buffer, bytes.byteOffset, KEPT) : bytes
  const cut = size > kept.length
  const more = cut ? { cut } : {}
  try {
    // `stream` tolerates a character that the cut went through.
    const text = decode(new NativeTextDecoder('utf-8', { fatal: true }), kept, { stream: true })
    return { body: { text, size, ...more }, text }
  } catch {
    let binary = ''
    for (let i = 0; i < kept.length; i++) binary += fromCharCode(kept[i] as number)
    return { body: { text: base64(binary), size, binary: true, ...more }, text: null }
  }
}

/**
 * The body of a request: at once where it can be read at once, else by a promise. What is asked for is read before the request leaves,
 * since a page that is being left waits for no promise.
 */
export function readBody(value: unknown): Read | Promise<Read> {
  if (value === undefined || value === null) return NONE
  if (typeof value === 'string') return textRead(value)
  if (typeof value !== 'object') return textRead(`${value as number}`)
  const remembered = known.get(value)
  if (remembered) return remembered
  const bytes = bytesOf(value)
  if (bytes) return bytesRead(bytes)
  switch (tagOf(value)) {
    case '[object URLSearchParams]':
      return paramsText ? textRead(paramsText(value)) : NONE
    case '[object FormData]':
      return formRead(value)
    case '[object Blob]':
    case '[object File]':
      return blobRead(value)
    case '[object ReadableStream]':
      return unread('A stream, which cannot be read without the page seeing it. The panel reads it from the network log while it is open.')
    default:
      return unread(`A body of the kind ${tagOf(value)} is not read.`)
  }
}

/** Remembers what a Blob or Request was made of, so that its body can be read at once. */
export function remember(owner: object, read: Read): void {
  known.set(owner, read)
}

/** What is remembered of a Blob or Request. */
export function remembered(owner: object): Read | undefined {
  return known.get(owner)
}

/** The parts of a Blob as one body; null where it is too big, or made of other than text and bytes. */
export function partsRead(parts: unknown): Read | null {
  if (!isArray(parts) || parts.length > 16) return null
  let text = ''
  let bytes: Uint8Array | null = null
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]
    if (typeof part === 'string') text += part
    else if (parts.length === 1) bytes = bytesOf(part)
    else return null
    if (text.length > KEPT || (bytes && bytes.length > KEPT)) return null
  }
  if (bytes) return bytesRead(bytes)
  return parts.length === 1 && typeof parts[0] !== 'string' ? null : textRead(text)
}

function bytesOf(value: unknown): Uint8Array | null {
  try {
    if (isView(value) && viewBuffer && viewOffset && viewLength) {
      const view = tagOf(value) === '[object DataView]' ? value : null
      return view
        ? new NativeUint8Array(view.buffer, view.byteOffset, view.byteLength)
        : new NativeUint8Array(viewBuffer(value), viewOffset(value), viewLength(value))
    }
    if (tagOf(value) === '[object ArrayBuffer]') return construct(NativeUint8Array, [value]) as Uint8Array
  } catch {
    // A detached buffer has no bytes any more.
  }
  return null
}

function formRead(form: object): Read {
  let text = ''
  formEach?.(form, (value, name) => {
    const shown = typeof value === 'string' ? value : `(file ${value.name}, ${value.size} bytes)`
    text += `${text ? '&' : ''}${encode(name)}=${encode(shown)}`
  })
  return textRead(text, 'Sent as multipart form data, shown as name=value pairs.')
}

function blobRead(blob: object): Read | Promise<Read> {
  if (!blobSize || !blobSlice || !blobBytes) return unread('This browser gives no Blob contents.')
  const size = blobSize(blob)
  const part = blobSlice(blob, 0, KEPT)
  return follow(
    blobBytes(part),
    (buffer) => bytesRead(new NativeUint8Array(buffer), size),
    () => unread('The Blob could not be read.', size),
  )
}

/** Whether reading must be waited for. */
export function isPending(read: Read | Promise<Read>): read is Promise<Read> {
  return !('body' in read)
}

/** Runs `done` with what was read: now, or when it is there. */
export function whenRead(read: Read | Promise<Read>, done: (read: Read) => void): void {
  if (isPending(read)) follow(read, done, () => done(unread('The body could not be read.')))
  else apply(done, undefined, [read])
}
