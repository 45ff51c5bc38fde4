/** Phone and card numbers in text, by their form alone; in a time that grows with its length. */

/** A number as people write it for abroad: a plus, then digits with a blank, a dot, a dash or a bracket between. */
const PHONE = /(?:\+|%2B)\d[\d ().-]{6,20}\d(?!\d)/gi
/** Digits in a row, or in groups of four. */
const CARD = /(?<![\d.])\d{4}(?:[ -]?\d{4}){2}(?:[ -]?\d{1,7})(?![\d.])/g

/** The text with something else in the place of each phone number and each card number. */
export function replaceNumbers(text: string, by: (number: string) => string): string {
  const phones = text.replace(PHONE, (hit) => (isPhone(hit) ? by(hit) : hit))
  return phones.replace(CARD, (hit) => (isCard(hit) ? by(hit) : hit))
}

function isPhone(text: string): boolean {
  const digits = text.replace(/^%2B/i, '').replace(/\D/g, '').length
  return digits >= 8 && digits <= 15
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
