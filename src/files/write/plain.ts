/**
 * Keeps what was observed from spoiling the text around it: makes characters visible that steer (writing directions,
 * control of terminals), and clips what is so long that nobody would read on.
 */

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

/** So many characters of a name are shown among others. */
const NAME = 100
/** So many of a sentence: one that tells several names clips each of them before. */
const SENTENCE = 2_000

/** A name as it stands in a line: its beginning where it is long. Forms for programs have it whole. */
export function clipped(name: string, longest = NAME): string {
  // What it is cut after may be half of a pair.
  return name.length > longest ? `${name.slice(0, longest).replace(/\p{Surrogate}$/u, '')}…` : name
}

/** A sentence, in which what it quotes is clipped. It is masked before: the half of a value is not known any more. */
export function clippedSentence(sentence: string): string {
  return clipped(
    sentence
      .replace(/“([^”]+)”/g, (_, name: string) => `“${clipped(name)}”`)
      .replace(/"((?:[^"\\]|\\.)+)"/g, (_, name: string) => `"${clipped(name)}"`),
    SENTENCE,
  )
}

function written(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}
