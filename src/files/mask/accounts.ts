/** Numbers of bank accounts and of persons in text, by their form and by the digits that prove them. */
import { type Find, type Span, spansOf } from './spans'

/** How long an international bank account number is in each country (ISO 13616: the registry that SWIFT keeps). */
const LENGTHS = new Map<string, number>()
for (const row of [
  '15NO 16BE 18DKFKFOFIGLNLSD 19MKSI 20ATBABYEEKZLTLUMNXK 21CHHRLILV 22BGBHCRDEGBGEIEMERSVA 23AEGIILIQOMSOTL',
  '24ADCZESMDPKROSASESKTNVG 25LYPT 26ISTR 27BIDJFRGRITMCMRSM 28ALAZCYDOGTHNHULBNIPL 29BREGPSQAUA',
  '30JOKWMUYE 31MTSC 32LC 33RU',
])
  for (const [length = '', ...countries] of row.split(' ').map((all) => all.match(/../g) ?? []))
    for (const country of countries) LENGTHS.set(country, Number(length))

/** What stands before it is looked at last: to look behind at every place of a long text takes long. */
const BEGINNING = /([A-Z]{2})\d\d(?<=(?:^|[^A-Za-z0-9]|iban).{4})/gi
const LETTER = /[A-Za-z0-9]/
const BETWEEN = /[\s+._-]/

/** Of social security in the USA: three, two and four digits. */
const SECURITY = /(?<![\p{L}\p{Nd}_./-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\p{L}\p{Nd}_-])/gu
/** In other groups, or in none, a word before it says what it is. */
const SAID = new RegExp(
  '((?<!\\p{L})(?:ssn|social\\ssecurity(?:\\sn(?:umber|o))?)\\.?[\\s:#=+]{1,3})' +
    '\\d{3}[\\s+.-]?\\d\\d[\\s+.-]?\\d{4}(?![\\p{L}\\p{Nd}_-])',
  'giu',
)
/** Of birth, as Czechs and Slovaks have it: it can be divided by eleven. */
const BIRTH = /(?<![\p{L}\p{Nd}_./-])\d\d[0-35-8]\d[0-3]\d\/\d{4}(?![\p{L}\p{Nd}_/-])/gu

/** Finds the numbers of bank accounts, in a row or in groups, in capitals or not. */
export function accountsIn(by: (number: string) => string): Find {
  return function* (plain) {
    let free = 0
    for (const { 1: country = '', index: start } of plain.matchAll(BEGINNING)) {
      const length = LENGTHS.get(country.toUpperCase())
      const end = length !== undefined && start >= free ? endOf(plain, start, length) : null
      if (end === null || !isAccount(plain.slice(start, end))) continue
      free = end
      yield { start, end, by: by(plain.slice(start, end)) } satisfies Span
    }
  }
}

/** Finds the numbers that states give to persons. */
export function statesNumbers(by: (number: string) => string): readonly Find[] {
  return [
    (plain) => (plain.includes('-') ? spansOf(plain, SECURITY, by) : []),
    (plain) => spansOf(plain, SAID, by),
    (plain) => (plain.includes('/') ? spansOf(plain, BIRTH, (hit) => (isOfBirth(hit) ? by(hit) : undefined)) : []),
  ]
}

function isOfBirth(text: string): boolean {
  return Number(text.replace('/', '')) % 11 === 0
}

/** The end of so many letters and digits; null where they do not stand together, or are more. */
function endOf(plain: string, start: number, length: number): number | null {
  let at = start
  for (let count = 0; count < length; count++) {
    if (count > 0 && BETWEEN.test(plain.charAt(at))) at++
    if (!LETTER.test(plain.charAt(at))) return null
    at++
  }
  return LETTER.test(plain.charAt(at)) ? null : at
}

/** Two of its digits prove the others (ISO 7064, modulo 97). */
function isAccount(text: string): boolean {
  const plain = text.replace(/[^A-Za-z0-9]/g, '')
  let rest = 0
  for (const letter of plain.slice(4) + plain.slice(0, 4))
    for (const digit of Number.parseInt(letter, 36).toString()) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}
