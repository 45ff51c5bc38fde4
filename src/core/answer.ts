/** Reads what came back as an answer, whoever's it is: JSON, nothing, something else, or nothing that was seen. */
import { bytesOfBase64 } from './base64'
import { deniesSuccess } from './denial'
import type { Body } from './fact'
import type { ForeignAnswer } from './item'
import { type Json, parseJson } from './json'
import { DEEPEST, isTooDeep } from './nesting'

/** What came back as an answer's body: `came` says which kind it is. */
export type Answered =
  | { readonly came: 'json'; readonly json: Json }
  /** Only its beginning was kept, which looks like JSON. */
  | { readonly came: 'part'; readonly text: string }
  | { readonly came: 'nothing' }
  /** No source could read it: only the status is known. */
  | { readonly came: 'unseen' }
  /** `words` say what it is instead, `broken` that the connection was gone before its end. */
  | { readonly came: 'other'; readonly words: string; readonly broken?: boolean }

/**
 * The answer that was read last: it is asked about once for every item that its request carried, and a server says the
 * same to nearly all requests.
 */
let last: { readonly body: Body; readonly answered: Answered } | null = null

/** Reads an answer's body. Never throws. */
export function readAnswered(body: Body): Answered {
  if (last === null || !isSame(last.body, body)) last = { body, answered: read(body) }
  return last.answered
}

/** Whether two bodies are read alike. */
function isSame(a: Body, b: Body): boolean {
  if (a === b) return true
  return (
    a.text === b.text &&
    a.size === b.size &&
    a.note === b.note &&
    a.cut === b.cut &&
    a.binary === b.binary &&
    a.about === b.about
  )
}

function read(body: Body): Answered {
  if (body.note === 'live') return { came: 'other', words: `a stream of ${body.about ?? 'another kind'}` }
  if (body.text === null) return body.note === undefined && body.size === 0 ? { came: 'nothing' } : { came: 'unseen' }
  const text = (body.binary ? plain(body.text) : body.text)?.replace(/^\uFEFF/, '').trim()
  if (text === undefined) return { came: 'other', words: 'bytes that are not text' }
  if (isTooDeep(text)) return { came: 'other', words: `text that is nested more than ${DEEPEST} levels deep` }
  const json = text === '' ? undefined : parseJson(text)
  if (body.note === 'broken' && json === undefined)
    return { came: 'other', words: 'an answer that broke off', broken: true }
  // What the page asked to have as JSON and was none has become null.
  if (body.note === 'json' && json === null) return { came: 'other', words: 'something that is not JSON' }
  if (json !== undefined) return { came: 'json', json }
  if (text === '') return body.cut || body.size > 0 ? { came: 'unseen' } : { came: 'nothing' }
  if (body.cut && /^[[{]/.test(text)) return { came: 'part', text }
  return { came: 'other', words: wordsFor(text) }
}

/** Base64 as text, which a browser makes of answers whose type it does not know; undefined where it is none. */
function plain(base64: string): string | undefined {
  try {
    let escaped = ''
    for (const byte of bytesOfBase64(base64)) escaped += `%${byte.toString(16).padStart(2, '0')}`
    return decodeURIComponent(escaped)
  } catch {
    return undefined
  }
}

/** How much of a foreign answer is quoted, in characters. */
const QUOTED = 80

function wordsFor(text: string): string {
  if (!text.startsWith('<')) return `text, “${short(text)}”`
  const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1]?.trim()
  const kind = /^<(?:!doctype html|html|head|body|!--)/i.test(text) ? 'an HTML page' : 'a page or document'
  return title ? `${kind}, “${short(title)}”` : kind
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > QUOTED ? `${line.slice(0, QUOTED)}…` : line
}

/** What is said of an answer that proves no delivery: in whatever form the vendor's own would have come. */
interface NotTheirs {
  readonly outcome: 'unknown'
  readonly words: string
  /** What kind it is, where it is one that a user may know better about. */
  readonly foreign?: ForeignAnswer
}

/** The verdict on such an answer with a status of 2xx. */
export function notTheirs(status: number, answered: Answered): NotTheirs {
  if (answered.came === 'other' && answered.broken)
    return {
      outcome: 'unknown',
      words: `HTTP ${status}, and then the answer broke off: nobody saw whether it was accepted.`,
    }
  return {
    outcome: 'unknown',
    words: `HTTP ${status}, but not the vendor’s kind of answer: ${inWords(answered)}.`,
    foreign: answered.came === 'json' && deniesSuccess(answered.json) ? 'denial' : 'other',
  }
}

/** The host of an address, with its port where it has one; the whole text where it has none. */
export function hostOf(url: string): string {
  return (/^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^/?#]*@)?([^/?#]+)/i.exec(url)?.[1] ?? url).toLowerCase()
}

/** A status that neither takes nor refuses: one before the answer (1xx), a redirect that nobody followed, a 304. */
export function neither(status: number): string {
  return `HTTP ${status} neither accepts nor refuses: no server said that it took this.`
}

function inWords(answered: Answered): string {
  if (answered.came === 'json') return jsonInWords(answered.json)
  return answered.came === 'other' ? answered.words : answered.came === 'part' ? short(answered.text) : 'nothing at all'
}

function jsonInWords(json: Json): string {
  const text = JSON.stringify(json)
  return text.length > QUOTED ? `JSON, ${text.slice(0, QUOTED)}…` : `JSON, ${text}`
}
