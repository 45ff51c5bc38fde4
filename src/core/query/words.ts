/** Splits the text of a filter into its words. */

/** One word of a filter. */
export interface Word {
  readonly at: number
  readonly raw: string
  /** The text without minus and quotes. */
  readonly text: string
  readonly negated: boolean
  /** The word began with a quote: it is plain text, whatever it contains. */
  readonly quoted: boolean
  readonly unclosed: boolean
}

/** A regular expression between slashes, spaces included, up to the end of a word. */
const PATTERN = /\/(?:[^/\\]|\\.)+\/i?(?=\s|$)/y

/**
 * Splits at spaces outside of quotes and patterns. A quote may open anywhere: `name:"add to cart"`. A backslash in
 * quotes takes the next character as it is. A pattern opens at the beginning or behind a key or sign: `name:/^a b/`.
 */
export function words(text: string): Word[] {
  const found: Word[] = []
  let at = 0
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at++
      continue
    }
    const start = at
    const negated = text.charAt(at) === '-'
    if (negated) at++
    const quoted = text.charAt(at) === '"'
    let inside = false
    let plain = ''
    for (; at < text.length && (inside || !/\s/.test(text.charAt(at))); at++) {
      const char = text.charAt(at)
      PATTERN.lastIndex = at
      const pattern = char === '/' && !inside && /(?:^|[:=])$/.test(plain) ? PATTERN.exec(text)?.[0] : undefined
      if (pattern) {
        plain += pattern
        at += pattern.length - 1
      } else if (char === '"') inside = !inside
      else if (char === '\\' && inside && at + 1 < text.length) plain += text.charAt(++at)
      else plain += char
    }
    found.push({ at: start, raw: text.slice(start, at), text: plain, negated, quoted, unclosed: inside })
  }
  return found
}

/** What the path of a property is made of, in any script, as the source of a regular expression. */
export const PATH_OF = '[\\p{L}\\p{M}\\p{N}_$.[\\]-]+'
const PATH = new RegExp(`^${PATH_OF}$`, 'u')
/** Behind < and > comes a number: `<b>` is text. */
const SIGN = /^(?:!?=|[<>]=?-?[\d.]*$)/
const OPEN = new RegExp(`^${PATH_OF}(?:!=|<=|>=|=|<|>)$`, 'u')

/** Puts together what was typed with spaces around a sign: `price > 10`. */
export function joined(all: readonly Word[]): Word[] {
  const found: Word[] = []
  for (const word of all) {
    const last = found.at(-1)
    if (last && !last.quoted && !last.unclosed && belongs(last, word)) {
      const text = `${last.text}${word.negated ? '-' : ''}${word.text}`
      found[found.length - 1] = { ...last, raw: `${last.raw} ${word.raw}`, text, unclosed: word.unclosed }
    } else found.push(word)
  }
  return found
}

/** What a word stands for between others: `or` parts the ways in which a filter holds. */
export function joinerOf({ text, quoted, negated }: Word): 'or' | 'and' | null {
  if (quoted || negated) return null
  return /^(?:or|\|\|)$/i.test(text) ? 'or' : /^(?:and|&&)$/i.test(text) ? 'and' : null
}

/** A sign belongs to the path before it, a value to the sign before it, unless it is a word of its own. */
function belongs(last: Word, word: Word): boolean {
  if (!word.negated && !word.quoted && SIGN.test(word.text)) return PATH.test(last.text) && !/^or$/i.test(last.text)
  if (!OPEN.test(last.text)) return false
  // `note= is:failed` asks for an empty note.
  if (/[<>]$/.test(last.text)) return true
  return /\s/.test(last.raw) && (word.quoted || !/[:=<>]/.test(word.text))
}
