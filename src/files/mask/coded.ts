/** Text in base64, as pages put it into addresses, cookies and fields; of either alphabet, with or without an end. */
import { bytesOfBase64 } from '../../core/base64'
import { type Find, type Span, spansOf } from './spans'

const RUN = /[\w+/-]+={0,2}/g
/** What is a letter of base64 may as well stand before it: in an address, in a form, in a name. */
const PARTS: readonly (readonly [ends: readonly string[], parts: RegExp])[] = [
  [['/'], /[\w+-]+={0,2}/g],
  [['+'], /[\w/-]+={0,2}/g],
  [['/', '+'], /[\w-]+={0,2}/g],
  [['_'], /[A-Za-z\d-]+={0,2}/g],
  [['-'], /\w+={0,2}/g],
]
/** Of shorter ones almost any word would be one. */
const SHORTEST = 8
/** Controls but those of lines: what has them is no text. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u
/** Of a run so many letters are tried first; four of them stand for three bytes. */
const BEGINNING = 64
const AS_IT_IS = { ignoreBOM: true }
const decoder = new TextDecoder('utf-8', AS_IT_IS)
/** What stands in a decoder's text for bytes that are none, and the first of the bytes that it has by itself. */
const [NO_TEXT, ITS_FIRST] = ['\ufffd', 0xef]

/** Finds what is text in base64 and `by` has something for, in a text as it is read; as a whole, else in parts. */
export function codedIn(by: (coded: string, plain: string) => string | undefined): Find {
  return function* (plain) {
    for (const { 0: run, index } of plain.matchAll(RUN)) {
      const whole = tried(run, by)
      if (whole !== undefined) yield { start: index, end: index + run.length, by: whole }
      else
        for (const { start, end, by: now } of inParts(run, by))
          yield { start: index + start, end: index + end, by: now }
    }
  }
}

/** What is found in the parts of a run by the first way of parting it that finds anything. */
function inParts(run: string, by: (coded: string, plain: string) => string | undefined): readonly Span[] {
  for (const [ends, parts] of PARTS) {
    if (!ends.every((end) => run.includes(end))) continue
    const found = [...spansOf(run, parts, (part) => tried(part, by))]
    if (found.length > 0) return found
  }
  return []
}

function tried(coded: string, by: (coded: string, plain: string) => string | undefined): string | undefined {
  const plain = coded.length < SHORTEST ? undefined : textOf(coded)
  return plain === undefined ? undefined : by(coded, plain)
}

/** The text that it stands for; undefined where it stands for none. */
function textOf(coded: string): string | undefined {
  const letters = coded.replace(/=+$/, '')
  if (letters.length % 4 === 1) return undefined
  // A long run that is no text mostly shows it at once, and pages make runs of any length.
  const isLong = letters.length > BEGINNING
  if (isLong && read(letters.slice(0, BEGINNING), new TextDecoder('utf-8', AS_IT_IS), true) === undefined)
    return undefined
  return read(letters, decoder, false)
}

/** `cut`: the last character may be missing a part. */
function read(letters: string, by: typeof decoder, cut: boolean): string | undefined {
  const bytes = bytesOfBase64(letters)
  const plain = by.decode(bytes, { stream: cut })
  if (CONTROL.test(plain)) return undefined
  return plain.includes(NO_TEXT) && !(bytes.includes(ITS_FIRST) && isText(bytes, cut)) ? undefined : plain
}

/** To throw takes ten times as long as to read, and pages have runs of thousands of parts. */
function isText(bytes: Uint8Array, cut: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut })
    return true
  } catch {
    return false
  }
}
