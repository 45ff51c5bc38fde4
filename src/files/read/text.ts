/** Bytes as text, in steps that a browser has time for. */
import { strFromU8 } from 'fflate'
import { STEP } from './source'

/** How text is kept, by the mark at its beginning: UTF-8 without one. PowerShell writes UTF-16 where it is not told. */
type Kept = 'utf-8' | 'utf-16le' | 'utf-16be'

/** Decodes UTF-8 or UTF-16 that comes in parts: a character may lie across two of them. */
export class Decoder {
  #kept: Kept | null = null
  /** Some of the text was handed on: no mark can come any more. */
  #isGiven = false
  /** The beginning of a character of UTF-8, where a part has ended in its middle. */
  #begun = new Uint8Array()
  /** The first half of a unit of UTF-16, where a part has ended in its middle. */
  #half: number | null = null

  /** The text of the next bytes, without the mark of order that may begin it. */
  take(bytes: Uint8Array): string {
    if (bytes.length === 0) return ''
    this.#kept ??= keptAs(bytes)
    const text = this.#decoded(bytes, this.#kept)
    if (this.#isGiven) return text
    this.#isGiven = text !== ''
    return text.replace(/^\ufeff/, '')
  }

  #decoded(bytes: Uint8Array, kept: Kept): string {
    if (kept !== 'utf-8') return this.#units(bytes, kept === 'utf-16le')
    const all = this.#begun.length > 0 ? joined(this.#begun, bytes) : bytes
    const whole = all.length - begunIn(all)
    this.#begun = all.slice(whole)
    // Whatever decodes takes a mark of order away at each beginning.
    return (isMarked(all) ? '\ufeff' : '') + strFromU8(all.subarray(0, whole))
  }

  #units(bytes: Uint8Array, isLittle: boolean): string {
    if (this.#half !== null) {
      const unit = Uint8Array.of(this.#half, bytes[0] ?? 0)
      this.#half = null
      return this.#units(unit, isLittle) + this.#units(bytes.subarray(1), isLittle)
    }
    const even = bytes.length - (bytes.length % 2)
    if (even < bytes.length) this.#half = bytes[even] ?? 0
    const view = new DataView(bytes.buffer, bytes.byteOffset, even)
    let text = ''
    for (let from = 0; from < even; from += AT_A_TIME) {
      const units = Math.min(AT_A_TIME, even - from) / 2
      text += String.fromCharCode(
        ...Uint16Array.from({ length: units }, (_, n) => view.getUint16(from + 2 * n, isLittle)),
      )
    }
    return text
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** How many bytes at the end begin a character of UTF-8 that goes on behind them. */
function begunIn(bytes: Uint8Array): number {
  for (let back = 1; back <= 3; back++) {
    const byte = bytes.at(-back) ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}

/** A function takes so many arguments at the most everywhere; in bytes of UTF-16. */
const AT_A_TIME = 16_384

/** JSON begins with a bracket or white space, so that UTF-16 shows without its mark too. */
function keptAs([first = 0, second = 0]: Uint8Array): Kept {
  if ((first === 0xff && second === 0xfe) || (BEGINS.has(first) && second === 0)) return 'utf-16le'
  return (first === 0xfe && second === 0xff) || (first === 0 && BEGINS.has(second)) ? 'utf-16be' : 'utf-8'
}

const BEGINS: ReadonlySet<number> = new Set(Array.from('{[\t\n\r ', (letter) => letter.charCodeAt(0)))

function isMarked([first, second, third]: Uint8Array): boolean {
  return first === 0xef && second === 0xbb && third === 0xbf
}

/** The text of bytes that are all at hand, step by step. */
export function* eachText(bytes: Uint8Array): Generator<string> {
  const decoder = new Decoder()
  for (let from = 0; from < bytes.length; from += STEP) yield decoder.take(bytes.subarray(from, from + STEP))
}

/**
 * The lines of a text that is all at hand, without the empty ones; null for one of more than `longest` characters. They
 * are cut from it step by step: the list of all of them would be larger than what a small ZIP may unpack to.
 */
export function* eachLine(bytes: Uint8Array, longest: number): Generator<string | null> {
  let parts: string[] = []
  let length = 0
  const line = (last: string): string | null => (length + last.length > longest ? null : [...parts, last].join(''))
  for (const text of eachText(bytes)) {
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      if (length > 0 || end > from) yield line(text.slice(from, end))
      parts = []
      length = 0
      from = end + 1
    }
    length += text.length - from
    if (length > longest) parts = []
    else if (from < text.length) parts.push(text.slice(from))
  }
  if (length > 0) yield line('')
}

/**
 * What Windows-1252 has from 0x80 to 0x9f, where Latin-1 has steering characters (WHATWG Encoding,
 * index-windows-1252).
 */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/**
 * The text of a whole file that people write by hand or save from a spreadsheet: UTF-8, UTF-16, or Windows-1252, which
 * Excel writes as “CSV” and which is known by what is no UTF-8.
 */
export function textOf(bytes: Uint8Array): string {
  if (keptAs(bytes) !== 'utf-8') return new Decoder().take(bytes)
  const text = strFromU8(bytes)
  if (!text.includes('\ufffd')) return text
  let windows = ''
  for (const byte of bytes) windows += byte >= 0x80 && byte < 0xa0 ? WINDOWS[byte - 0x80] : String.fromCharCode(byte)
  return windows
}
