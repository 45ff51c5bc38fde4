/** Numbers of phones and cards in text, by their form; in a time that grows with its length. */
import { accountsIn, statesNumbers } from './accounts'
import { type Find, type Span, spansOf } from './spans'

/** What people write between digits; a plus is a blank in forms. */
const BETWEEN = '[\\s+().\\-\\u2010-\\u2015\\u2212/\\u00b7_]'
/** Not in the middle of a word or of a longer number. */
const APART = '(?<![\\p{L}\\p{Nd}_.,:-])'
const ENDS = '(?![\\p{L}\\p{Nd}_-])'

/** As people write it for abroad: a plus or two zeros, then digits in any groups. */
const ABROAD = new RegExp(`[+\\u2795][(]?\\p{Nd}(?:${BETWEEN}{0,3}\\p{Nd}){7,14}(?!\\p{Nd})`, 'giu')
const ZEROS = new RegExp(`${APART}(?:00|011)${BETWEEN}?[1-9](?:${BETWEEN}{0,3}\\d){7,13}${ENDS}`, 'giu')
/** What a link to a phone is for. */
const LINK = new RegExp(`((?:(?:tel|sms|smsto|callto):|wa\\.me/))[+(]?\\d(?:${BETWEEN}{0,3}\\d){5,14}`, 'gi')
/** A word before it says what it is. */
const LABEL = '(?:(?:tele)?(?:phone|fon)|tel|mobile?|cell|fax|whatsapp|handy)'
const LABELLED = new RegExp(
  `(${APART}${LABEL}(?:\\s(?:number|no))?\\.?\\s{0,2}[:#=]?\\s{0,2})[+(]?\\d(?:${BETWEEN}{0,3}\\d){6,14}${ENDS}`,
  'giu',
)
/** With groups as they are written at home: of North America, with a zero at the beginning, three by three. */
const EXCHANGE = '(?:\\([2-9]\\d\\d\\)[\\s+]?|[2-9]\\d\\d[\\s+.-](?=[2-9]))'
const AMERICAN = new RegExp(`${APART}(?:1[\\s+.-]?)?${EXCHANGE}\\d{3}[\\s+.-]\\d{4}${ENDS}`, 'giu')
const IN_BRACKETS = '\\(0\\d{1,4}\\)(?:[\\s+-]?\\d{2,8}){1,4}'
const NATIONAL = new RegExp(
  `${APART}(?:0[1-9]\\d{0,4}(?:[\\s+/-]\\d{2,8}){1,4}|0[1-9](?:\\.\\d\\d){4}|${IN_BRACKETS})${ENDS}`,
  'giu',
)
const RUSSIAN = new RegExp(`${APART}8[\\s+-]?\\(?9\\d\\d\\)?[\\s+-]?\\d{3}[\\s+-]\\d\\d[\\s+-]\\d\\d${ENDS}`, 'giu')
const THREES = new RegExp(
  ['[\\s+]', '\\.', '-']
    .map((by) => `${APART}(?<!\\d[\\s+])[1-9]\\d\\d${by}\\d{3}${by}(?!000)\\d{3}(?![\\s+]?\\d|[.,]\\d)${ENDS}`)
    .join('|'),
  'giu',
)
/** Spanish, Brazilian and Chinese groups. */
const OTHERS = new RegExp(
  `${APART}(?:[67]\\d\\d(?:[\\s+.-]\\d\\d){3}|\\(\\d\\d\\)[\\s+]?9?\\d{4}-\\d{4}` +
    `|1[3-9]\\d[\\s+-]\\d{4}[\\s+-]\\d{4})${ENDS}`,
  'giu',
)
/** A day of a month of a year. */
const DATE = /^\d{1,2}[\s+/-]\d{1,2}[\s+/-]\d{4}|^\d{4}-\d\d-\d\d/
const GROUPS = '[\\s+._/-]{0,2}'
/** Digits in a row, or in groups of four; American Express has its own. */
const CARD = new RegExp(
  `(?<!\\p{Nd}\\.?)(?:\\p{Nd}{4}(?:${GROUPS}\\p{Nd}{4}){2}${GROUPS}\\p{Nd}{1,7}` +
    `|3[47]\\d\\d${GROUPS}\\d{6}${GROUPS}\\d{5})(?!\\.?\\p{Nd})`,
  'gu',
)
/** Whatever may hold a phone's number that is known from elsewhere. */
const ANY = new RegExp(`\\p{Nd}(?:(?:${BETWEEN}|,){0,3}\\p{Nd}){6,}`, 'gu')
const NUMBER = new RegExp(`^[+\\uff0b(]{0,2}\\p{Nd}(?:${BETWEEN}{0,3}\\p{Nd}){6,15}$`, 'u')
const SIGN = /(?:[+(]){1,2}$/
/** So many digits at its end tell a number whether or not the country's own stand before them. */
const TELLING = 9
/** The fewest digits that are taken for a number, and the most. */
const FEWEST = 7
const MOST = 17

/** The fewest digits of all that is found here, as HTML may write them: hardly any text has so many. */
const ENOUGH = /(?:\p{Nd}\P{Nd}{0,12}){6}/u

/** What finds each number that is a person's by its form, in a text as it is read. */
export function numbersByForm(text: string, by: (number: string) => string): readonly Find[] {
  if (!ENOUGH.test(text)) return []
  const found =
    (pattern: RegExp, isOne: (hit: string) => boolean): Find =>
    (plain) =>
      spansOf(plain, pattern, (hit) => (isOne(hit) ? by(hit) : undefined))
  const has = (least: number, most: number) => (hit: string) => {
    const count = digitsOf(hit).length
    return count >= least && count <= most && !DATE.test(hit)
  }
  return [
    accountsIn(by),
    ...statesNumbers(by),
    found(CARD, isCard),
    found(LINK, () => true),
    found(LABELLED, has(7, 15)),
    found(ABROAD, has(8, 15)),
    found(ZEROS, has(10, 15)),
    found(AMERICAN, has(10, 11)),
    found(RUSSIAN, has(11, 11)),
    found(NATIONAL, has(9, 12)),
    found(THREES, has(9, 9)),
    found(OTHERS, has(9, 11)),
  ]
}

/** What tells a number in whatever groups it is written; undefined for text that is none. */
export function tellingDigits(text: string): string | undefined {
  return text.length < 7 || text.length > 60 || !NUMBER.test(text) ? undefined : ending(digitsOf(text))
}

/** Finds the numbers that `known` tells by their telling digits, in whatever groups, beside whatever other numbers. */
export function knownNumbers(known: (digits: string) => string | undefined): Find {
  return function* (plain) {
    for (const { 0: row, index } of plain.matchAll(ANY)) {
      const groups = Array.from(row.matchAll(/\p{Nd}+/gu), ({ 0: group, index: at }) => {
        return { digits: digitsOf(group), start: index + at, end: index + at + group.length }
      })
      for (let first = 0; first < groups.length; first++) {
        const hit = longest(groups, first, known)
        const from = groups[first]
        const to = hit && groups[hit.last]
        if (!hit || !from || !to) continue
        const { start } = from
        const sign = SIGN.exec(plain.slice(Math.max(0, start - 2), start))?.[0].length ?? 0
        yield { start: start - sign, end: to.end, by: hit.by }
        first = hit.last
      }
    }
  }
}

/** The longest known number that begins with a group, and the last one of its groups. */
function longest(
  groups: readonly { readonly digits: string }[],
  first: number,
  known: (digits: string) => string | undefined,
): (Pick<Span, 'by'> & { readonly last: number }) | undefined {
  let digits = ''
  let found: (Pick<Span, 'by'> & { readonly last: number }) | undefined
  for (let last = first; last < groups.length && digits.length < MOST; last++) {
    digits += groups[last]?.digits ?? ''
    const by = digits.length >= FEWEST && digits.length <= MOST ? known(ending(digits)) : undefined
    if (by !== undefined) found = { by, last }
  }
  return found
}

function ending(digits: string): string {
  return digits.slice(-TELLING)
}

/** The digits of a text, in whatever script. */
function digitsOf(text: string): string {
  return text.replace(/\P{Nd}/gu, '').replace(/[^0-9]/gu, (digit) => String(figureOf(digit)))
}

/** What a digit of any script counts: those of one script stand in a row of ten, behind something else. */
function figureOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return code - zero
}

/** Cards have a digit that proves the others (Luhn); other long numbers have it once in ten times. */
function isCard(text: string): boolean {
  const digits = digitsOf(text)
  // Times in milliseconds have 13 digits, and no card begins with 1 or has fewer.
  if (digits.length < 13 || digits.length > 19 || !/^[2-6]/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits.charAt(digits.length - 1 - i))
    sum += i % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}
