/** Numbers of phones, cards and bank accounts in text, by their form; in a time that grows with its length. */

/** What people write between digits, and how a URL writes a blank and brackets. */
const BETWEEN = '(?:[\\s().\\-\\u2010-\\u2015\\u2212/]|%(?:20|28|29|a0))'
/** Not in the middle of a word or of a longer number. */
const APART = '(?<![\\p{L}\\p{Nd}_.,:-])'
const ENDS = '(?![\\p{L}\\p{Nd}_-])'

/** As people write it for abroad: a plus or two zeros, then digits in any groups. */
const ABROAD =
  /(?:[+\uff0b]|%2B)[(]?\p{Nd}(?:[\s+().\-\u2010-\u2015\u2212/]{0,3}(?:%(?:20|28|29|a0)){0,3}\p{Nd}){7,14}(?!\p{Nd})/giu
const ZEROS = new RegExp(`${APART}00${BETWEEN}?[1-9](?:${BETWEEN}{0,3}\\d){7,13}${ENDS}`, 'giu')
/** What a link to a phone is for. */
const LINK = new RegExp(`((?:tel|sms|smsto|callto)(?::|%3A)|wa\\.me/)([+(]?\\d(?:${BETWEEN}{0,3}\\d){5,14})`, 'gi')
/** With groups as they are written at home: of North America, with a zero at the beginning, three by three. */
const AMERICAN = new RegExp(
  `${APART}(?:\\([2-9]\\d\\d\\)\\s?|[2-9]\\d\\d[\\s.-](?=[2-9]))\\d{3}[\\s.-]\\d{4}${ENDS}`,
  'giu',
)
const NATIONAL = new RegExp(`${APART}0[1-9]\\d{0,4}(?:[\\s/]\\d{2,8}){1,4}${ENDS}`, 'giu')
const THREES = new RegExp(`${APART}(?<!\\d\\s)[1-9]\\d\\d\\s\\d{3}\\s(?!000)\\d{3}(?!\\s?\\d|[.,]\\d)${ENDS}`, 'giu')
/** A day of a month of a year. */
const DATE = /^\d{1,2}[\s/]\d{1,2}[\s/]\d{4}/
/** Digits in a row, or in groups of four. */
const CARD = /(?<![\d.])\d{4}(?:[ -]?\d{4}){2}(?:[ -]?\d{1,7})(?![\d.])/g
/** An international bank account number (ISO 13616), in a row or in groups of four. */
const ACCOUNT = /(?<![A-Za-z0-9])[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g

/** Whatever may be a phone's number that is known from elsewhere. */
const ANY = new RegExp(`(?:[+\\uff0b(]|%2B)?\\p{Nd}(?:${BETWEEN}{0,3}\\p{Nd}){6,16}`, 'giu')
const NUMBER = new RegExp(`^[+\\uff0b(]{0,2}\\p{Nd}(?:${BETWEEN}{0,3}\\p{Nd}){6,15}$`, 'u')
/** So many digits at its end tell a number whether or not the country's own stand before them. */
const TELLING = 9

/** The text with something else in the place of each number that is a person's by its form. */
export function replaceNumbers(text: string, by: (number: string) => string): string {
  if (!/\p{Nd}/u.test(text)) return text
  const ifCounts = (least: number, most: number) => (hit: string) => {
    const count = digitsOf(hit).length
    return count >= least && count <= most && !DATE.test(hit) ? by(hit) : hit
  }
  return text
    .replace(LINK, (_, before: string, number: string) => before + by(number))
    .replace(ABROAD, ifCounts(8, 15))
    .replace(ZEROS, ifCounts(10, 15))
    .replace(AMERICAN, ifCounts(10, 10))
    .replace(NATIONAL, ifCounts(9, 12))
    .replace(THREES, ifCounts(9, 9))
    .replace(ACCOUNT, (hit) => (isAccount(hit) ? by(hit) : hit))
    .replace(CARD, (hit) => (isCard(hit) ? by(hit) : hit))
}

/** What tells a number in whatever groups it is written; undefined for text that is none. */
export function tellingDigits(text: string): string | undefined {
  return text.length < 7 || text.length > 60 || !NUMBER.test(text) ? undefined : ending(digitsOf(text))
}

/** The text with the numbers that `known` tells by their telling digits replaced. */
export function replaceKnown(text: string, known: (digits: string) => string | undefined): string {
  return text.replace(ANY, (hit) => known(ending(digitsOf(hit))) ?? hit)
}

function ending(digits: string): string {
  return digits.slice(-TELLING)
}

/** The digits of a text, in whatever script; without what a URL writes for something else. */
function digitsOf(text: string): string {
  const plain = text.replace(/%(?:20|28|29|2b|a0)/gi, ' ')
  return plain.replace(/\P{Nd}/gu, '').replace(/[^0-9]/gu, (digit) => String(figureOf(digit)))
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
  const digits = text.replace(/\D/g, '')
  // Times in milliseconds have 13 digits, and no card begins with 1 or has fewer.
  if (digits.length < 13 || digits.length > 19 || !/^[2-6]/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits.charAt(digits.length - 1 - i))
    sum += i % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}

/** Two of its digits prove the others (ISO 7064, modulo 97). */
function isAccount(text: string): boolean {
  const plain = text.replace(/ /g, '')
  let rest = 0
  for (const letter of plain.slice(4) + plain.slice(0, 4))
    for (const digit of Number.parseInt(letter, 36).toString()) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}
