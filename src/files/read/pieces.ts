/**
 * Takes a HAR apart while it still arrives: each page and each entry as its own text, so that neither the whole file
 * nor its parsed form is ever in memory.
 */
import { parseJson, stringOr } from '../../core/json'

/** A part of a HAR: its text, which may turn out to be no JSON; null where it is too long to be looked at. */
export interface Piece {
  readonly of: 'entries' | 'pages' | 'creator' | 'browser'
  readonly text: string | null
}

/** What is wrong with a file as a whole. */
export type Flaw = 'not json' | 'list' | 'no har' | 'cut' | 'more'

/** The same in sentences: what it is, and what to do. */
export const FLAWS: Readonly<Record<Flaw, string>> = {
  'not json': 'It is not JSON, and no ZIP either. Open a Tracklens recording, a HAR or a Playwright trace.',
  list: 'It begins as a list; a HAR or a recording is one object. Open the file as the tool that made it saved it.',
  // Only its strings and brackets were followed.
  'no har':
    'It looks like JSON, but is neither a Tracklens recording nor a HAR: there is no list “log.entries” in it. Save ' +
    'it as “HAR 1.2” in the tool that made it.',
  more:
    'More follows behind the end of its JSON: several files were put into one, or it was written over a longer one. ' +
    'Save it anew in the tool that made it, or open each part as a file of its own.',
  cut: 'It ends before it is complete: it was cut off. Save it anew in the tool that made it.',
}

/** A piece of more characters than this is left out: no request that tracks is a thousandth of it. */
export const LONGEST = 64 * 1024 * 1024
/** Keys of more characters than this are nobody's. */
const LONGEST_KEY = 100
const LISTS = ['entries', 'pages'] as const
const VALUES = ['creator', 'browser'] as const

const QUOTE = 34
const BACKSLASH = 92
const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 0xfeff
const isOpening = (code: number): boolean => code === 123 || code === 91
const isClosing = (code: number): boolean => code === 125 || code === 93
/** What numbers, true, false and null are written with. */
const BARE = /[-+.\deEtrufalsn]/

/**
 * Finds the pieces of `{"log":{"creator":…,"pages":[…],"entries":[…]}}`. It follows strings and brackets only: whether
 * a piece is JSON is found when it is parsed.
 */
export class Pieces {
  #depth = 0
  #quoted = false
  /** The text so far ends with an odd number of backslashes within a string. */
  #escaped = false
  /** The string that ended last, as far as it may be a key of the file's outer objects. */
  #key: string | null = null
  #keyParts: string[] = []
  /** The keys that lead to where it stands: of the outermost object, and of `log`. */
  readonly #path: [string, string] = ['', '']
  /** The parts of the piece that is being read; null between two. */
  #parts: string[] | null = null
  #of: Piece['of'] = 'entries'
  #length = 0
  #sawLog = false
  #sawEntries = false
  #ended = false
  /** A colon came in the outermost object since its last key began. */
  #valued = false
  /** Something stood outside of strings that JSON does not have there, as in what Python or JavaScript prints. */
  #odd = false

  /** Takes the next text of the file; returns the pieces that it completes, or what is wrong. */
  take(text: string): readonly Piece[] | Flaw {
    const found: Piece[] = []
    let from = 0
    for (let at = 0; at < text.length; at++) {
      if (this.#quoted) {
        at = this.#stringEnd(text, at)
        continue
      }
      const code = text.charCodeAt(at)
      if (code === QUOTE) {
        from = this.#begin(at, from)
        this.#quoted = true
        this.#keyParts = []
        // The opening quote is behind us: what follows is the string's.
        at = this.#stringEnd(text, at + 1)
      } else if (isOpening(code)) {
        if (this.#depth === 0 && (this.#ended || code !== 123)) return this.#ended ? 'more' : 'list'
        from = this.#begin(at, from)
        const wrong = this.#open(code)
        if (wrong) return wrong
      } else if (isClosing(code)) {
        if (this.#depth === 0) return this.#ended ? 'more' : 'not json'
        // A number or word ends before the bracket that closes what it stands in.
        if (this.#parts && this.#depth === this.#home()) this.#finish(text.slice(from, at), found)
        this.#depth--
        if (this.#depth === 0) this.#ended = true
        if (this.#parts && this.#depth === this.#home()) this.#finish(text.slice(from, at + 1), found)
      } else if (code === 44) {
        if (this.#depth === 1) this.#valued = false
        if (this.#parts && this.#depth === this.#home()) this.#finish(text.slice(from, at), found)
      } else if (code === 58) {
        if (this.#depth === 1) this.#valued = true
        if (this.#depth === 1 || this.#depth === 2) this.#path[this.#depth - 1] = this.#key ?? ''
      } else if (!isSpace(code)) {
        if (this.#depth === 0) return this.#ended ? 'more' : 'not json'
        from = this.#begin(at, from)
        if (this.#parts === null && ((this.#depth === 1 && !this.#valued) || !BARE.test(text.charAt(at))))
          this.#odd = true
      }
    }
    if (this.#parts) this.#keep(text.slice(from))
    return found
  }

  /** Tells that the file is over; returns what is wrong with it, if anything is. */
  end(): Flaw | null {
    if (!this.#ended) return this.#depth === 0 && !this.#quoted ? 'not json' : 'cut'
    return this.#sawLog && this.#sawEntries ? null : this.#odd ? 'not json' : 'no har'
  }

  /** How deep the place is at which a piece of the present kind begins and ends. */
  #home(): number {
    return this.#of === 'entries' || this.#of === 'pages' ? 3 : 2
  }

  /** Where the piece begins that this character may be the first of; `from` where it begins none. */
  #begin(at: number, from: number): number {
    if (this.#parts || this.#path[0] !== 'log') return from
    const of = this.#depth === 3 ? LISTS.find((name) => name === this.#path[1]) : this.#valueHere()
    if (!of) return from
    this.#of = of
    this.#parts = []
    this.#length = 0
    return at
  }

  /** A value of `log` that is a piece as a whole; undefined before its colon. */
  #valueHere(): Piece['of'] | undefined {
    if (this.#depth !== 2 || this.#key === null) return undefined
    return VALUES.find((name) => name === this.#path[1])
  }

  #open(code: number): Flaw | null {
    this.#depth++
    if (this.#depth === 2 && this.#path[0] === 'log') {
      if (code !== 123) return 'no har'
      this.#sawLog = true
      this.#path[1] = ''
    }
    if (this.#depth === 3 && this.#path[0] === 'log' && this.#path[1] === 'entries') {
      if (code !== 91) return 'no har'
      this.#sawEntries = true
    }
    this.#key = null
    return null
  }

  /** Goes to the end of a string, or of the text; returns the place of its last character. */
  #stringEnd(text: string, start: number): number {
    const collects = this.#parts === null && this.#depth <= 2
    for (let at = start; ; ) {
      const quote = text.indexOf('"', at)
      const end = quote < 0 ? text.length : quote
      let first = end
      while (first > start && text.charCodeAt(first - 1) === BACKSLASH) first--
      const run = end - first + (first === start && this.#escaped ? 1 : 0)
      const escaped = run % 2 === 1
      if (quote < 0) {
        this.#escaped = escaped
        if (collects) this.#collect(text.slice(start))
        return text.length
      }
      if (!escaped) {
        this.#quoted = false
        this.#escaped = false
        if (collects) this.#collect(text.slice(start, quote))
        this.#key = collects ? unescaped(this.#keyParts.join('')) : null
        return quote
      }
      this.#escaped = false
      at = quote + 1
      if (at > start) start = at
    }
  }

  #collect(part: string): void {
    this.#keyParts = [(this.#keyParts[0] ?? '').concat(part).slice(0, LONGEST_KEY)]
  }

  #keep(part: string): void {
    this.#length += part.length
    if (this.#length <= LONGEST) this.#parts?.push(part)
    else this.#parts = []
  }

  #finish(part: string, found: Piece[]): void {
    this.#keep(part)
    const text = this.#length > LONGEST ? null : (this.#parts ?? []).join('')
    this.#parts = null
    this.#key = null
    found.push({ of: this.#of, text })
  }
}

/** A key as it reads: JSON may write each letter of it as an escape. */
function unescaped(key: string): string {
  return key.includes('\\') ? (stringOr(parseJson(`"${key}"`)) ?? key) : key
}
