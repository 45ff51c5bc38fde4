/** E-mail addresses in text, found in a time that grows with its length alone: texts are as long as pages make them. */

/** The sign, and how URLs (`%40`, `%2540` in one within it), HTML and JSON write it. */
const SIGN = /[@\uff20]|%(?:25){0,4}40|&#(?:64|x40);|&commat;|\\u0040/gi
/** What may stand before it: letters of any script; halves of a pair are tested one by one. */
const LOCAL = /[\p{L}\p{N}\p{M}\p{Cs}_.+-]/u
const LETTER = /[\p{L}\p{N}]/u
/** A letter beyond ASCII, a plus, a minus, a dot or an underscore as a URL writes it. */
const BEYOND = '%(?:25){0,4}[c-f][\\da-f](?:%(?:25){0,4}[89ab][\\da-f]){1,3}'
const WRITTEN = new RegExp(`(?:${BEYOND}|%(?:25){0,4}(?:2[bde]|5f))$`, 'i')
const LABEL = `(?:[\\p{L}\\p{N}\\p{M}_-]|${BEYOND})+`
const DOMAIN = new RegExp(`${LABEL}(?:\\.${LABEL})+`, 'iyu')
/** So long is what a URL writes for one letter at most, and so long a name in quotes. */
const LETTERS = 44
const QUOTED = 64

/** Where an address stands. `end` is behind its last character. */
interface Address {
  readonly start: number
  readonly end: number
}

/** All addresses of a text, from left to right, each as long as it can be. */
function* addressesIn(text: string): Generator<Address> {
  let free = 0
  for (const { 0: sign, index: at } of text.matchAll(SIGN)) {
    if (at < free) continue
    const start = beginning(text, at, free)
    if (start === at) continue
    DOMAIN.lastIndex = at + sign.length
    if (!DOMAIN.test(text)) continue
    free = DOMAIN.lastIndex
    yield { start, end: free }
  }
}

/** Where the part before the sign begins; the sign's own place where there is none. */
function beginning(text: string, sign: number, free: number): number {
  if (text[sign - 1] === '"') {
    const quote = text.lastIndexOf('"', sign - 2)
    if (quote >= Math.max(free, sign - QUOTED) && quote < sign - 2) return text[quote - 1] === '\\' ? quote - 1 : quote
  }
  let start = sign
  for (;;) {
    const before = text.slice(Math.max(free, start - LETTERS), start)
    const mayEnd = before.at(-3) === '%' || before.at(-3) === '5'
    // What a URL writes for a letter ends with what may be a letter itself.
    const written = mayEnd ? WRITTEN.exec(before)?.[0].length : undefined
    const length = written ?? (LOCAL.test(before.slice(-1)) ? 1 : apostrophe(text, start, free))
    if (length === 0) return start
    start -= length
  }
}

/** One, where an apostrophe stands between two letters: it ends a quotation elsewhere. */
function apostrophe(text: string, at: number, free: number): number {
  if (at - 2 < free || (text[at - 1] !== "'" && text[at - 1] !== '\u2019')) return 0
  return LETTER.test(text.charAt(at)) && LETTER.test(text.charAt(at - 2)) ? 1 : 0
}

/** The addresses themselves. */
export function addresses(text: string): string[] {
  return Array.from(addressesIn(text), ({ start, end }) => text.slice(start, end))
}

/** The text with something else in the place of each address. */
export function replaceAddresses(text: string, by: (address: string) => string): string {
  let made = ''
  let from = 0
  for (const { start, end } of addressesIn(text)) {
    made += text.slice(from, start) + by(text.slice(start, end))
    from = end
  }
  return from === 0 ? text : made + text.slice(from)
}
