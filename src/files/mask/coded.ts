/** Text in base64 (of either alphabet, with or without an end) or as mail quotes it, within other text. */
import { bytesOfBase64, VALUES } from '../../core/base64'
import { type Find, type Span, spansOf } from './spans'

const RUN = /[\w+/-]+={0,2}/g
/** What is a letter of base64 may as well stand between two: in an address, in a form, in a name. */
const BETWEEN: readonly (readonly [letters: readonly string[], any: RegExp])[] = [
  [['/'], /\//g],
  [['+'], /\+/g],
  [['/', '+'], /[/+]/g],
  [['_'], /[_/+]/g],
  [['-'], /[-/+]/g],
]
/** Of shorter ones almost any word would be one. */
const SHORTEST = 8
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

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

/** A letter that mail quotes (RFC 2045, section 6.7), or a line that goes on in the next one. */
const QUOTED = /=(?:([\dA-F]{2})|\r?\n)/g
const QUOTED_RUN = /(?<![\w.+@-])[\w.+@-]*(?:=(?:[\dA-F]{2}|\r?\n)[\w.+@-]*)+/g
/** A sign of an address, or letters that nobody has to quote: a form's `a=20` has one of neither. */
const IS_QUOTED = /=40|(?:=[2-7][\dA-F]){3}|=\r?\n/

/** Finds the same in what mail quotes. */
export function quotedIn(by: (coded: string, plain: string) => string | undefined): Find {
  return (plain) =>
    IS_QUOTED.test(plain)
      ? spansOf(plain, QUOTED_RUN, (run) =>
          IS_QUOTED.test(run)
            ? by(
                run,
                run.replace(QUOTED, (_, hex = '') => unquoted(hex)),
              )
            : undefined,
        )
      : []
}

function unquoted(hex: string): string {
  return hex === '' ? '' : String.fromCharCode(Number.parseInt(hex, 16))
}

/** What is found in the parts of a run by the first way of parting it that finds anything. */
function inParts(run: string, by: (coded: string, plain: string) => string | undefined): readonly Span[] {
  for (const [letters, any] of BETWEEN) {
    if (!letters.every((letter) => run.includes(letter))) continue
    const found: Span[] = []
    // A long text may have tens of thousands: a match of each takes a third of the time (measured).
    for (let start = 0; start < run.length; ) {
      any.lastIndex = start
      const end = any.test(run) ? any.lastIndex - 1 : run.length
      const now = tried(run.slice(start, end), by)
      if (now !== undefined) found.push({ start, end, by: now })
      start = end + 1
    }
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
  const letters = coded.endsWith('=') ? coded.replace(/=+$/, '') : coded
  return isText(letters) ? decoder.decode(bytesOfBase64(letters)) : undefined
}

/**
 * Whether base64 stands for UTF-8 without controls but those of lines. Almost no word does, and mostly the first bytes
 * show it: to decode each would take most of what masking takes.
 */
function isText(letters: string): boolean {
  if (letters.length % 4 === 1) return false
  /** How many bytes of a character are missing, and between what the next one must be. */
  let [missing, least, most] = [0, 0x80, 0xbf]
  let held = 0
  for (let i = 0; i < letters.length; i++) {
    held = ((held << 6) | (VALUES[letters.charCodeAt(i)] ?? 0)) & 0xfff
    // Each letter but the first of four ends a byte.
    if (i % 4 === 0) continue
    const byte = (held >> (6 - 2 * (i % 4))) & 0xff
    if (missing > 0) {
      if (byte < least || byte > most) return false
      missing--
      ;[least, most] = [0x80, 0xbf]
    } else if (byte < 0x80) {
      if (byte === 0x7f || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return false
    } else {
      if (byte < 0xc2 || byte > 0xf4) return false
      missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3
      // No longer writings of shorter ones, halves of pairs, controls, or what is beyond the last (Unicode, 3.9).
      if (byte === 0xe0 || byte === 0xc2) least = 0xa0
      else if (byte === 0xed) most = 0x9f
      else if (byte === 0xf0) least = 0x90
      else if (byte === 0xf4) most = 0x8f
    }
  }
  return missing === 0
}
