/**
 * The filter language of the Events view: text to a predicate over items, with an explanation for every part it cannot
 * use.
 */
import type { Item } from '../item'
import { type IdsOf, ownIds, type Test, testOf } from './filter-words'

/** A part of a filter that could not be understood. `at` is its place in the text, in characters from 0. */
interface FilterProblem {
  readonly at: number
  readonly text: string
  readonly why: string
}

/**
 * A filter ready to use. Parts with a problem are left out of `matches`, so that half-typed text never empties the
 * list.
 */
export interface Filter {
  readonly matches: (item: Item) => boolean
  readonly problems: readonly FilterProblem[]
  /** Nothing is asked for: everything matches. */
  readonly empty: boolean
  /** Whether it is certain that whatever this one matches, that earlier one matched too. */
  readonly narrows: (earlier: Filter) => boolean
  /** What it asks for, word by word; for `narrows` of a later filter. */
  readonly wishes: readonly Wish[]
  /** Whose ids it asks for; for `narrows` too: who somebody is may have become known since. */
  readonly ids: IdsOf
}

/**
 * One word of a filter. `text` has to be contained in what `within` names; null where the word asks for something else.
 */
interface Wish {
  readonly raw: string
  readonly within: string
  readonly text: string | null
}

/**
 * Parses a filter. Never throws; what it cannot use is told in `problems`. `vendorName` gives the name that people know
 * a vendor's id by, `ids` all ids of the person that an item is tracked as.
 */
export function parseFilter(
  text: string,
  vendorName: (id: string) => string = (id) => id,
  ids: IdsOf = ownIds,
): Filter {
  const tests: Test[] = []
  const wishes: Wish[] = []
  const problems: FilterProblem[] = []
  for (const word of words(text)) {
    const found = word.unclosed
      ? 'This quote is never closed: add a " at the end.'
      : word.text === ''
        ? word.negated && !word.quoted
          ? 'A minus needs something behind it to leave out, for example -is:delivered.'
          : null
        : testOf(word, { vendorName, ids })
    if (typeof found === 'string') problems.push({ at: word.at, text: word.raw, why: found })
    else if (found) {
      tests.push(word.negated ? (item) => !found(item) : found)
      wishes.push(wishOf(word))
    }
  }
  const narrows = (earlier: Filter): boolean =>
    earlier.ids === ids && earlier.wishes.every((old) => wishes.some((wish) => implies(wish, old)))
  const matches = (item: Item): boolean => tests.every((test) => test(item))
  return { matches, problems, empty: tests.length === 0, narrows, wishes, ids }
}

/** The keys whose value is looked for anywhere in one thing. */
const LIKE = ['name', 'type', 'vendor', 'tracker', 'method', 'id', 'customer']

function wishOf({ raw, text, negated, quoted }: Word): Wish {
  const keyed = quoted ? null : /^([a-z]+):(.*)$/is.exec(text)
  const key = (keyed?.[1] ?? '').toLowerCase()
  const contained = keyed ? LIKE.includes(key) && !keyed[2]?.includes('*') : quoted || !/[=<>]/.test(text)
  return { raw, within: key, text: contained && !negated ? (keyed?.[2] ?? text) : null }
}

/** Letter case is left out of it: `Foo` may imply `foo` or not, and nobody types that way. */
function implies(wish: Wish, old: Wish): boolean {
  return (
    wish.raw === old.raw ||
    (wish.within === old.within && wish.text !== null && old.text !== null && wish.text.includes(old.text))
  )
}

interface Word {
  readonly at: number
  readonly raw: string
  /** The text without minus and quotes. */
  readonly text: string
  readonly negated: boolean
  /** The word began with a quote: it is plain text, whatever it contains. */
  readonly quoted: boolean
  readonly unclosed: boolean
}

/**
 * Splits at spaces outside of quotes. A quote may open anywhere: `name:"add to cart"`. A backslash in quotes takes the
 * next character as it is.
 */
function words(text: string): Word[] {
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
      if (char === '"') inside = !inside
      else if (char === '\\' && inside && at + 1 < text.length) plain += text.charAt(++at)
      else plain += char
    }
    found.push({ at: start, raw: text.slice(start, at), text: plain, negated, quoted, unclosed: inside })
  }
  return found
}
