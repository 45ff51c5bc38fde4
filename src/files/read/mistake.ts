/** Where a small file that was written or changed by hand is no JSON, in words: whoever wrote it can mend it there. */
import { parseJson } from '../../core/json'
import { readJson } from '../../core/json-text'

/** Longer texts, in characters, are no hand's work. */
export const LONGEST_BY_HAND = 1024 * 1024
/** What was meant to be an object, perhaps with a comment before it. */
const OBJECT = /^\s*(?:\{|\/[/*])/

/** A sentence on the first mistake in a text; null where there is none, or the text was never meant to be JSON. */
export function mistakeIn(text: string): string | null {
  if (!OBJECT.test(text) || parseJson(text) !== undefined) return null
  const read = readJson(text)
  if (!('problem' in read)) return null
  const { line, column, text: words } = read.problem
  return `At line ${line}, column ${column} it is no JSON: ${words}`
}
