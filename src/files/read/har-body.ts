/** Bodies as HAR writers keep them: as text, as bytes in text or base64, as form fields, beside the file, or not. */
import { strFromU8 } from 'fflate'
import { base64OfBytes, bytesOfBase64 } from '../../core/base64'
import { BODY_LIMIT, bodyOf, isBytes } from '../../core/body'
import type { Body } from '../../core/fact'
import { isObject, type Json, type JsonObject, objectOr, parseJson, stringOr } from '../../core/json'
import { bytesOf } from '../../core/text'
import { isGzip, Unpacker } from './gzip'

/** Finds what a HAR keeps beside itself, by the name that it gives there; null where it is not at hand. */
export type Attachments = (name: string) => Uint8Array | null

/** A body; or where it is: the tool left it out, or keeps it `apart`, in a file that is not at hand. */
export interface Kept {
  readonly body: Body
  readonly lacks: 'nothing' | 'omitted' | 'apart'
}

/** What was not sent lacks nothing. */
export const NOTHING: Kept = { body: { text: null, size: 0 }, lacks: 'nothing' }
/** Packed bodies are unpacked up to so many bytes: more is no body of an SDK's. */
const UNPACKED = 4 * BODY_LIMIT

/** What a request carried, from the HAR's `request`. */
export function requestBody(request: JsonObject, attached: Attachments): Kept {
  const { bodySize, method } = request
  const size = typeof bodySize === 'number' && bodySize >= 0 ? bodySize : sizeByHeader(request)
  // Where a body is no text HTTP Toolkit keeps it in the form of an answer's, since a HAR has no encoding for it.
  const postData = request.postData ?? request._content
  if (!isObject(postData)) {
    if (size === null ? !/^(?:POST|PUT|PATCH)$/i.test(stringOr(method) ?? '') : size === 0) return NOTHING
    return leftOut(size)
  }
  const beside = besideOf(postData)
  if (beside !== null) return fromBytes(attached(beside), size)
  const { text, params, encoding } = postData
  if (typeof text === 'string' && text !== '') return { body: bodyOfText(text, encoding), lacks: 'nothing' }
  if (Array.isArray(params) && params.length > 0) return { body: jsonIn(params) ?? formOf(params), lacks: 'nothing' }
  return size === 0 ? NOTHING : leftOut(size)
}

/** What an answer said, from the HAR's `response`. */
export function answerBody(response: JsonObject, attached: Attachments): Kept {
  const content = objectOr(response.content)
  const size = typeof content.size === 'number' && content.size > 0 ? content.size : 0
  const beside = besideOf(content)
  if (beside !== null) return fromBytes(attached(beside), size)
  if (typeof content.text === 'string' && (content.text !== '' || size === 0))
    return { body: bodyOfText(content.text, content.encoding), lacks: 'nothing' }
  const { status } = response
  const none = size === 0 && (status === 204 || content.size === 0)
  return none ? NOTHING : leftOut(size)
}

/** Base64 of what begins as gzip does: not every tool says that it has encoded a packed body. */
const PACKED = /^H4sI[\w+/\s-]+[=\s]*$/

/** A posted body. Binary ones come as one character per byte, with nothing that says so. */
function bodyOfText(text: string, encoding: Json | undefined = ''): Body {
  if (typeof encoding === 'string' && /^base64$/i.test(encoding)) return bodyOfBytes(bytesOfBase64(text))
  const packed = PACKED.test(text) ? unpacked(bytesOfBase64(text)) : null
  if (packed) return bodyOfBytes(packed)
  if (isBytes(text)) return bodyOfBytes(Uint8Array.from(text, (letter) => letter.charCodeAt(0)))
  return bodyOf(text, { size: bytesOf(text) })
}

/** Bytes as text where they are one, unpacked where they are packed; else as base64. */
function bodyOfBytes(bytes: Uint8Array): Body {
  const plain = isGzip(bytes) ? unpacked(bytes) : bytes
  const text = plain && strFromU8(plain)
  if (text !== null && !text.includes('\ufffd')) return bodyOf(text, { size: bytes.length })
  return bodyOf(base64OfBytes(bytes.subarray(0, BODY_LIMIT)), { size: bytes.length, binary: true })
}

/** What gzip unpacks to; null where it is damaged, or unpacks to more than a body has. */
function unpacked(bytes: Uint8Array): Uint8Array | null {
  const parts: Uint8Array[] = []
  const unpacker = new Unpacker(UNPACKED, (part) => parts.push(part))
  if (unpacker.take(bytes, true) !== null) return null
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function fromBytes(bytes: Uint8Array | null, size: number | null): Kept {
  return bytes ? { body: bodyOfBytes(bytes), lacks: 'nothing' } : { ...leftOut(size), lacks: 'apart' }
}

function leftOut(size: number | null): Kept {
  return { body: { text: null, size: size ?? 0, note: 'omitted' }, lacks: 'omitted' }
}

/** What a body is kept as beside the HAR, by Playwright's names: `_file`, in older traces `_sha1`; else null. */
export function besideOf({ _file, _sha1 }: JsonObject): string | null {
  return stringOr(_file) ?? stringOr(_sha1)
}

/**
 * JSON that a tool took apart as form fields, because it was posted under a form's type: Charles keeps nothing else of
 * it. Null where the fields are no JSON when they are put together again.
 */
function jsonIn(params: readonly Json[]): Body | null {
  const fields = params.filter(isObject).map(({ name, value }) => [stringOr(name) ?? '', stringOr(value) ?? ''])
  const text = fields.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&')
  return /^\s*[{[]/.test(text) && parseJson(text) !== undefined ? bodyOf(text, { size: bytesOf(text) }) : null
}

/** Form fields as a browser sends them; those of files have no value here. */
function formOf(params: readonly Json[]): Body {
  const pairs = params.filter(isObject).map(({ name, value }) => `${encoded(name)}=${encoded(value)}`)
  const text = pairs.join('&')
  return bodyOf(text, { size: text.length, note: 'encoded' })
}

function encoded(value: Json | undefined): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  // Half of a pair has no encoding.
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/%20/g, '+')
}

/** How long a request says that its body is; null where it does not. */
function sizeByHeader({ headers }: JsonObject): number | null {
  if (!Array.isArray(headers)) return null
  const length = headers.find(
    (header) => isObject(header) && stringOr(header.name)?.toLowerCase() === 'content-length',
  ) as JsonObject | undefined
  const size = length === undefined || length.value === '' ? Number.NaN : Number(length.value)
  return Number.isInteger(size) && size >= 0 ? size : null
}
