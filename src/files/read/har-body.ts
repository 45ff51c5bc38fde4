/** Bodies as HAR writers keep them: as text, as bytes in text or base64, as form fields, beside the file, or not. */
import { base64OfBytes, bytesOfBase64 } from '../../core/base64'
import { BODY_LIMIT, bodyOf, isBytes } from '../../core/body'
import type { Body } from '../../core/fact'
import { isObject, type Json, type JsonObject, objectOr, parseJson, stringOr } from '../../core/json'
import { bytesOf } from '../../core/text'
import { headerOf } from './har-headers'
import { codingsOf, unpacked } from './packed'

/** Finds what a HAR keeps beside itself, by the name that it gives there; null where it is not at hand. */
export type Attachments = (name: string) => Uint8Array | null

/** A body; or where it is: the tool left it out, or keeps it `apart`, in a file that is not at hand. */
export interface Kept {
  readonly body: Body
  readonly lacks: 'nothing' | 'omitted' | 'apart'
  /** Why what is there is not read: how it is packed, or that no HAR has a body in that form. Absent where it is. */
  readonly unread?: string
}

/** What was not sent lacks nothing. */
export const NOTHING: Kept = { body: { text: null, size: 0 }, lacks: 'nothing' }

/** What a request carried, from the HAR's `request`. */
export function requestBody(request: JsonObject, attached: Attachments): Kept {
  const { bodySize, method } = request
  const size = typeof bodySize === 'number' && bodySize >= 0 ? bodySize : sizeByHeader(request)
  // Where a body is no text HTTP Toolkit keeps it in the form of an answer's, since a HAR has no encoding for it.
  const postData = request.postData ?? request._content ?? null
  if (postData === null) {
    if (size === null ? !/^(?:POST|PUT|PATCH)$/i.test(stringOr(method) ?? '') : size === 0) return NOTHING
    return leftOut(size)
  }
  const codings = codingsOf(headerOf(request, 'content-encoding'))
  if (!isObject(postData)) return ofOtherForm(postData, { size, codings, place: 'postData' })
  const beside = besideOf(postData)
  if (beside !== null) return fromFile(attached(beside), size, codings)
  const { text = null, params = null, encoding } = postData
  if (typeof text === 'string' && text !== '') return bodyOfText(text, encoding, codings, size)
  if (Array.isArray(params) && params.length > 0) return { body: jsonIn(params) ?? formOf(params), lacks: 'nothing' }
  if (text !== null && text !== '') return ofOtherForm(text, { size, codings, place: 'postData.text' })
  if (params !== null && !Array.isArray(params)) return unlike('postData.params', size)
  const keys = Object.keys(postData)
  const others = keys.filter((key) => !OF_A_HAR.test(key))
  if (others.length > 0)
    return others.length === keys.length
      ? ofOtherForm(postData, { size, codings, place: 'postData' })
      : unlike('postData', size)
  return size === 0 ? NOTHING : leftOut(size)
}

/** What a HAR has in a `postData`, and in the form of an answer's body. */
const OF_A_HAR = /^(?:mimeType|text|params|encoding|size|compression|comment|_.*)$/

/** What an answer said, from the HAR's `response`. */
export function answerBody(response: JsonObject, attached: Attachments): Kept {
  const codings = codingsOf(headerOf(response, 'content-encoding'))
  const given = response.content ?? null
  if (given !== null && !isObject(given)) return ofOtherForm(given, { size: null, codings, place: 'content' })
  const content = objectOr(given)
  const size = typeof content.size === 'number' && content.size > 0 ? content.size : 0
  const beside = besideOf(content)
  if (beside !== null) return fromFile(attached(beside), size, codings)
  const { text = null } = content
  if (typeof text === 'string' && (text !== '' || size === 0)) return bodyOfText(text, content.encoding, codings, size)
  if (text !== null && text !== '') return ofOtherForm(text, { size, codings, place: 'content.text' })
  const { status } = response
  const none = size === 0 && (status === 204 || content.size === 0)
  return none ? NOTHING : leftOut(size)
}

/** Where in an entry a body stands in another form than a HAR has, how large it was, and how it was packed. */
interface Form {
  readonly place: string
  readonly size: number | null
  readonly codings: readonly string[]
}

/** What some programs write where a HAR has a body's text: the text one level higher, or JSON that they have read. */
function ofOtherForm(value: Json, { place, size, codings }: Form): Kept {
  if (typeof value === 'string') return value === '' ? leftOut(size) : bodyOfText(value, null, codings)
  if (typeof value !== 'object' || place === 'content') return unlike(place, size)
  const text = JSON.stringify(value)
  return { body: bodyOf(text, { size: size ?? bytesOf(text), note: 'json' }), lacks: 'nothing' }
}

function unlike(place: string, size: number | null): Kept {
  const body: Body = { text: null, size: size ?? 0, note: 'body' }
  return { body, lacks: 'nothing', unread: `its “${place}” is in a form that no HAR has` }
}

/** Base64 alone: not every tool says that it has encoded a body, and of a request's HAR 1.2 has no place to say it. */
const BASE64 = /^[\w+/\s-]+[=\s]*$/
/** What begins as gzip does. */
const GZIP = /^H4sI/
/** What begins as JSON does: an object, or a list of objects. */
const OBJECTS = /^(?:ey[AIJ]|ew[0o]|W3s)/

/**
 * A text beyond ASCII in which each letter may be a byte: as many letters as bytes, it was read by the wrong character
 * set. mitmproxy takes what says `text/plain` alone for Latin-1, and vendors' web SDKs send JSON so.
 */
const LATIN = /^(?=.*[^\0-\x7f])[\0-\xff]*$/s

/** A body's text. Binary ones come as one character per byte, with nothing that says so. */
function bodyOfText(
  text: string,
  encoding: Json | undefined,
  codings: readonly string[],
  size: number | null = null,
): Kept {
  if (typeof encoding === 'string' && /^base64$/i.test(encoding)) return bodyOfBytes(bytesOfBase64(text), codings)
  if ((codings.length > 0 || GZIP.test(text)) && BASE64.test(text)) {
    const kept = bodyOfBytes(bytesOfBase64(text), codings)
    // What was no base64 after all is bytes of whatever kind now.
    if (!kept.body.binary) return kept
  }
  if (OBJECTS.test(text) && BASE64.test(text)) {
    const kept = bodyOfBytes(bytesOfBase64(text), [])
    if (parseJson(kept.body.text ?? '') !== undefined) return kept
  }
  const bytes = () => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  if (isBytes(text)) return bodyOfBytes(bytes(), codings)
  if (text.length === size && LATIN.test(text)) {
    const kept = bodyOfBytes(bytes(), codings)
    if (!kept.body.binary) return kept
  }
  return { body: bodyOf(text, { size: bytesOf(text) }), lacks: 'nothing' }
}

/** Bytes as text where they are one, unpacked where they are packed; else as base64. */
function bodyOfBytes(bytes: Uint8Array, codings: readonly string[]): Kept {
  const { length: size } = bytes
  const found = unpacked(bytes, codings)
  if ('text' in found) return { body: bodyOf(found.text, { size }), lacks: 'nothing' }
  if ('packedAs' in found) {
    const about = found.packedAs.slice(0, LONGEST_CODING)
    const body: Body = { text: null, size, note: 'packed', about }
    return { body, lacks: 'nothing', unread: `it is packed with “${about}”; gzip and deflate are read` }
  }
  return { body: bodyOf(base64OfBytes(bytes.subarray(0, BODY_LIMIT)), { size, binary: true }), lacks: 'nothing' }
}

/** The name of a way of packing has no more characters. */
const LONGEST_CODING = 30

function fromFile(bytes: Uint8Array | null, size: number | null, codings: readonly string[]): Kept {
  return bytes ? bodyOfBytes(bytes, codings) : { ...leftOut(size), lacks: 'apart' }
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
function sizeByHeader(request: JsonObject): number | null {
  const length = headerOf(request, 'content-length') ?? ''
  const size = length === '' ? Number.NaN : Number(length)
  return Number.isInteger(size) && size >= 0 ? size : null
}
