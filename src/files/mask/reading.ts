/** Reads text as it is meant, letter by letter, in whatever way URLs, JSON, HTML and people write each of them. */

/** One character, and where the next one begins. Its `units` are what it has in common with its other spellings. */
interface Character {
  readonly char: string
  readonly units: string
  readonly end: number
}

/** A character as one way of writing has it. */
interface Written {
  readonly char: string
  readonly end: number
}
type Reader = (text: string, at: number) => Written

/** So many characters at most stand for one: of longer rows only so many belong together. */
const ROW = 16
const BLANKS = 4

/** One in another, a URL has `%2525…` for a sign, JSON a row of backslashes, and HTML `&amp;amp;…`. */
const BYTE = /%(?:25){0,6}(?:u([\da-f]{4})|([\da-f]{2}))/iy
const FURTHER = /%(?:25){0,6}([89ab][\da-f])/iy
const HEX = /^[\da-f]+$/i
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' }
const QUOTED = /["'`/]/
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', commat: '@', period: '.', plus: '+', comma: ',' },
  ...{
    lowbar: '_',
    UnderBar: '_',
    hyphen: '-',
    dash: '-',
    ndash: '-',
    mdash: '-',
    sol: '/',
    colon: ':',
    shy: '\u00ad',
  },
  ...{ lsquo: "'", rsquo: "'", ldquo: '"', rdquo: '"', lpar: '(', rpar: ')', excl: '!', num: '#', equals: '=' },
  ...{ szlig: 'ß', inodot: 'ı', thorn: 'þ', THORN: 'Þ', eth: 'ð', ETH: 'Ð', oslash: 'ø', Oslash: 'Ø' },
  ...{ aelig: 'æ', AElig: 'Æ', oelig: 'œ', OElig: 'Œ', lstrok: 'ł', Lstrok: 'Ł', dstrok: 'đ', Dstrok: 'Đ' },
  ...{ hstrok: 'ħ', Hstrok: 'Ħ' },
}
/** What HTML calls the marks of Latin letters. */
const MARKS: Readonly<Record<string, string>> = {
  ...{ acute: '\u0301', grave: '\u0300', circ: '\u0302', uml: '\u0308', tilde: '\u0303', cedil: '\u0327' },
  ...{
    ring: '\u030a',
    caron: '\u030c',
    ogon: '\u0328',
    breve: '\u0306',
    macr: '\u0304',
    dot: '\u0307',
    dblac: '\u030b',
  },
}

function asItIs(text: string, at: number): Written {
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0)
  return { char, end: at + char.length }
}

/** As a URL writes it, its bytes in UTF-8, or in Latin-1 where they are none. */
const ofUrl: Reader = (text, at) => {
  if (text[at] !== '%') return asItIs(text, at)
  BYTE.lastIndex = at
  const hit = BYTE.exec(text)
  if (!hit) return asItIs(text, at)
  const first = Number.parseInt(hit[1] ?? hit[2] ?? '', 16)
  const end = BYTE.lastIndex
  if (hit[1] !== undefined) return { char: String.fromCharCode(first), end }
  const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : 0
  let code = more === 0 ? first : first & (0x3f >> more)
  FURTHER.lastIndex = end
  for (let n = 0; n < more; n++) {
    const next = FURTHER.exec(text)?.[1]
    if (next === undefined) return { char: String.fromCharCode(first), end }
    code = code * 64 + (Number.parseInt(next, 16) & 0x3f)
  }
  return { char: code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code), end: more === 0 ? end : FURTHER.lastIndex }
}

/** As JSON and code write it. */
const ofCode: Reader = (text, at) => {
  const first = ofUrl(text, at)
  if (first.char !== '\\') return first
  let { end } = first
  let next = ofUrl(text, end)
  for (let n = 0; n < ROW && end < text.length && next.char === '\\'; n++) {
    end = next.end
    next = ofUrl(text, end)
  }
  const simple = QUOTED.test(next.char) ? next.char : ESCAPES[next.char]
  if (simple !== undefined && end < text.length) return { char: simple, end: next.end }
  const code = next.char === 'x' ? text.slice(next.end, next.end + 2) : text.slice(next.end, next.end + 4)
  if ((next.char === 'u' || next.char === 'x') && HEX.test(code))
    return { char: String.fromCharCode(Number.parseInt(code, 16)), end: next.end + code.length }
  const braced = next.char === 'u' ? /^\{([\da-f]{1,5})\}/i.exec(text.slice(next.end, next.end + 7)) : null
  return braced
    ? { char: String.fromCodePoint(Number.parseInt(braced[1] ?? '', 16)), end: next.end + braced[0].length }
    : { char: '\\', end }
}

/** As HTML writes it. */
const ofHtml: Reader = (text, at) => {
  const first = ofCode(text, at)
  if (first.char !== '&') return first
  let name = ''
  let { end } = first
  let found: Written = first
  for (let n = 0; n < ROW && end < text.length; n++) {
    const next = ofCode(text, end)
    // Browsers take a number's end for a semicolon.
    if (NUMBER.test(name) && !NUMBER.test(name + next.char) && next.char !== ';')
      return { char: entity(name) ?? '&', end }
    end = next.end
    if (next.char !== ';') {
      if (!/[\w#]/.test(next.char)) break
      name += next.char
      continue
    }
    const char = entity(name)
    if (char === undefined) break
    found = { char, end }
    // One in another.
    if (char !== '&') break
    name = ''
  }
  return found
}

/** A number by tens or by sixteens. */
const NUMBER = /^#(?:\d{2,}|x[\da-f]{2,})$/i

function entity(name: string): string | undefined {
  const known = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined
  if (known !== undefined) return known
  const [, hex, decimal] = /^#(?:x0*([\da-f]{1,6})|0*(\d{1,7}))$/i.exec(name) ?? []
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  if (code <= 0x10ffff) return String.fromCodePoint(code)
  const mark = MARKS[name.slice(1)]
  return mark === undefined ? undefined : (name[0] + mark).normalize('NFC')
}

/** Letters that are written without their stroke, or as two, and signs of which there are several kinds. */
const ALIKE: Readonly<Record<string, string>> = {
  ...{ ł: 'l', ø: 'o', đ: 'd', ħ: 'h', ı: 'i', æ: 'ae', œ: 'oe', ß: 'ss', þ: 'th', ð: 'd', ς: 'σ' },
  ...{ '‘': "'", '’': "'", ʼ: "'", '´': "'", '`': "'", '“': '"', '”': '"', '„': '"', '«': '"', '»': '"' },
  ...{ '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '―': '-', '−': '-' },
}
const SIGNS = /[‘’ʼ´`“”„«»‐-―−]/g
/** Marks of Latin, Greek and Cyrillic letters, and what is not seen. */
const UNSEEN = /[\u0300-\u036f]|\p{Cf}/gu
const FORMATTING = /\p{Cf}/gu

const known = new Map<string, string>()

/** In small letters, without marks; empty for what is nothing by itself. */
function unitsOf(char: string): string {
  const before = known.get(char)
  if (before !== undefined) return before
  const made = Array.from(char.normalize('NFKD').toLowerCase(), (part) => ALIKE[part] ?? part)
    .join('')
    .replace(UNSEEN, '')
    .replace(/\s+/g, ' ')
  known.set(char, made)
  return made
}

/** What begins no other writing: all but percent signs, backslashes, ampersands, blanks and halves of pairs. */
const PLAIN = /[^%\\&\s\p{Surrogate}]/u

/** For each character of ASCII that is plain the code of its unit; zero for any other. */
export const ASCII: readonly number[] = Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code)
  return PLAIN.test(char) ? unitsOf(char).charCodeAt(0) : 0
})

/** The character that begins at a place; several blanks are one. */
export function characterAt(text: string, at: number): Character {
  const here = text.charAt(at)
  if (PLAIN.test(here)) return { char: here, units: unitsOf(here), end: at + 1 }
  let { char, end } = ofHtml(text, at)
  if (/^[\ud800-\udbff]$/.test(char) && end < text.length) {
    const half = ofHtml(text, end)
    if (/^[\udc00-\udfff]$/.test(half.char)) {
      char += half.char
      end = half.end
    }
  }
  const units = unitsOf(char)
  if (units !== ' ') return { char, units, end }
  for (let n = 1; n < BLANKS && end < text.length; n++) {
    const next = ofHtml(text, end)
    if (unitsOf(next.char) !== ' ') break
    end = next.end
  }
  return { char: ' ', units, end }
}

/** Of each character of a text what it has in common with its other spellings; without blanks around it. */
export function unitsIn(text: string): readonly string[] {
  const units: string[] = []
  for (let at = 0; at < text.length; ) {
    const next = characterAt(text, at)
    if (next.units !== '') units.push(next.units)
    at = next.end
  }
  if (units[0] === ' ') units.shift()
  if (units.at(-1) === ' ') units.pop()
  return units
}

/** The text as it is read: the same for all its writings, with its capitals and marks. */
export function reading(text: string): string {
  let read = ''
  for (let at = 0; at < text.length; ) {
    const next = characterAt(text, at)
    read += next.char
    at = next.end
  }
  return read
    .normalize('NFKC')
    .replace(FORMATTING, '')
    .replace(SIGNS, (sign) => ALIKE[sign] ?? sign)
}

/** A text as it is written where another stood: in the place of what a URL wrote, it is written so as often. */
export function writtenAs(by: string, here: string): string {
  const sign = /%((?:25)*)[\da-f]{2}/i.exec(here)
  if (!sign) return by
  let written = by
  for (let n = -1; n < (sign[1] ?? '').length / 2; n++) written = encodeURIComponent(written)
  return written
}
