/** E-mail addresses in text, found in a time that grows with its length alone: texts are as long as pages make them. */

/** The sign, and how URLs (`%40`, `%2540` in one within it), HTML and JSON write it. */
const SIGN = /[@\uff20]|%(?:25){0,4}40|&#0*(?:64|x0*40);|&commat;|\\u0040/gi
/** A dot, too. */
const DOT = '(?:\\.|%(?:25){0,4}2e|&#0*(?:46|x0*2e);|&period;)'
/** Letters, digits, minus and underscore as HTML writes them; of letters with accents those of Latin ones. */
const ENTITY =
  '&(?:#0*(?:45|4[89]|5[0-7]|6[5-9]|[78]\\d|90|95|9[7-9]|1[01]\\d|12[0-2]|19[2-9]|[2-9]\\d\\d|\\d{4,7})' +
  '|#x0*(?:2d|3\\d|4[1-9a-f]|5[\\daf]|6[1-9a-f]|7[\\da]|[c-f][\\da-f]|[\\da-f]{3,6})|lowbar|UnderBar|hyphen|dash' +
  '|szlig|[a-z]{1,2}(?:acute|grave|circ|uml|tilde|cedil|ring|caron|slash|lig|ogon|breve|macr|dot|strok));'
/** What may stand before it: letters of any script; halves of a pair are tested one by one. */
const LOCAL = /[\p{L}\p{N}\p{M}\p{Cs}_.+-]/u
const LETTER = /[\p{L}\p{N}]/u
/** A letter beyond ASCII, a plus, a minus, a dot or an underscore as a URL writes it. */
const BEYOND = '%(?:25){0,4}[c-f][\\da-f](?:%(?:25){0,4}[89ab][\\da-f]){1,3}'
const WRITTEN = new RegExp(`(?:${BEYOND}|%(?:25){0,4}(?:2[bde]|5f)|${DOT}|${ENTITY}|&#0*(?:43|x0*2b);|&plus;)$`, 'i')
const LABEL = `(?:[\\p{L}\\p{N}\\p{M}_-]|${BEYOND}|${ENTITY})+`
const DOMAIN = new RegExp(`${LABEL}(?:${DOT}${LABEL})+`, 'iyu')
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
    const mayEnd = before.at(-3) === '%' || before.at(-3) === '5' || before.endsWith(';')
    // What a URL or HTML writes for a letter ends with what may be a letter itself.
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

const NAMED: Readonly<Record<string, string>> = { commat: '@', period: '.', plus: '+', lowbar: '_', hyphen: '-' }

/** An address as it is written outside HTML, so that it is the same one. */
function withoutEntities(address: string): string {
  if (!address.includes('&')) return address
  return address.replace(/&(?:#(?:x([\da-f]{1,6})|(\d{1,7}))|(\w+));/gi, (entity, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? entity
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0x10ffff ? entity : String.fromCodePoint(code)
  })
}

/** The text with something else in the place of each address. */
export function replaceAddresses(text: string, by: (address: string) => string): string {
  let made = ''
  let from = 0
  for (const { start, end } of addressesIn(text)) {
    made += text.slice(from, start) + by(withoutEntities(text.slice(start, end)))
    from = end
  }
  return from === 0 ? text : made + text.slice(from)
}
