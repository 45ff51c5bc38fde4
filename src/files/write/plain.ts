/** Makes characters visible that would steer the text around them: writing directions, and control of terminals. */

/** Controls but tab and newline, marks that turn the direction of text, and what others take for the end of a line. */
const STEERING = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/gu

/** The text with each of them written as `\u202e`, which is what JSON reads again; halves of pairs, too. */
export function visible(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(STEERING, written)
    .replace(/\p{Surrogate}/gu, written)
}

/** The same on one line. */
export function oneLine(text: string): string {
  return visible(text).replace(/[\n\t]+/g, ' ')
}

function written(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}
