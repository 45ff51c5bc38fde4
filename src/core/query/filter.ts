/**
 * The filter language of the Events view: text to a predicate over items, with an explanation for every part it cannot
 * use.
 */
import { DELIVERIES, type Item } from '../item'
import { ownIds, statesOf, type Test, TYPES, testOf, typesOf } from './filter-words'
import type { People } from './whose'
import { joined, joinerOf, PATH_OF, type Word, words } from './words'

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
  /** It holds in more than one way: there is an `or` in it. */
  readonly hasWays: boolean
  /** The paths of the properties that it asks for. */
  readonly paths: readonly string[]
  /** Whom it asks for who is who; for `narrows` too: who somebody is may have become known since. */
  readonly people: People
}

/**
 * One word of a filter. `text` has to be contained in what `within` names; null where the word asks for something else.
 */
interface Wish {
  readonly raw: string
  readonly within: string
  readonly text: string | null
  /** The path of the property that it asks for, where it asks for one. */
  readonly path: string | null
}

/** What items tell of themselves. */
const OWN: People = { ids: ownIds, anonymous: () => [] }

/**
 * Parses a filter. Never throws; what it cannot use is told in `problems`. `vendorName` gives the name that people know
 * a vendor's id by, `people` who is who.
 */
export function parseFilter(
  text: string,
  vendorName: (id: string) => string = (id) => id,
  people: People = OWN,
): Filter {
  const ways: Test[][] = [[]]
  const wishes: Wish[] = []
  const problems: FilterProblem[] = []
  let side = newSide()
  const isTooLong = text.length > LONGEST
  if (isTooLong)
    problems.push({ at: 0, text, why: `This is too long: ${LONGEST.toLocaleString()} characters are the most.` })
  const told = isTooLong ? [] : joined(words(text))
  const grouped = told.some((word) => joinerOf(word) === 'or')
  for (const [place, word] of told.entries()) {
    // What stands side by side must all hold anyway.
    const joiner = joinerOf(word)
    if (joiner === 'and' && place > 0 && place < told.length - 1) continue
    const all = ways.at(-1) ?? []
    if (joiner === 'or') {
      if (all.length > 0) ways.push([])
      side = newSide()
      continue
    }
    const found =
      problemOf(word, side) ??
      otherLanguage(word, grouped) ??
      (word.text === '' ? null : testOf(word, { vendorName, ...people }))
    if (typeof found === 'string') problems.push({ at: word.at, text: word.raw, why: found })
    else if (found) {
      side.said.add(keyOf(word, word.negated))
      const allowed = allowedBy(word)
      if (allowed) side.limits.push({ word, allowed })
      all.push(word.negated ? (item) => !found(item) : found)
      wishes.push(wishOf(word))
    }
  }
  const asked = ways.filter((tests) => tests.length > 0)
  const narrows = (earlier: Filter): boolean =>
    earlier.people === people &&
    asked.length < 2 &&
    !earlier.hasWays &&
    wishes.length < MANY &&
    earlier.wishes.every((old) => wishes.some((wish) => implies(wish, old)))
  const matches = (item: Item): boolean =>
    asked.length === 0 || asked.some((tests) => tests.every((test) => test(item)))
  const paths = wishes.flatMap(({ path }) => path ?? [])
  return { matches, problems, empty: asked.length === 0, narrows, wishes, people, paths, hasWays: asked.length > 1 }
}

function isPlain({ text, quoted, negated }: Word, pattern: RegExp): boolean {
  return !quoted && !negated && pattern.test(text)
}

/** What other filters know and this one writes in another way; null where there is nothing of it. */
function otherLanguage(word: Word, grouped: boolean): string | null {
  if (isPlain(word, /^(NOT$|!([a-z]+:|[^\s!]+[=<>]))/))
    return 'A minus leaves out: -is:delivered. Put it in quotes to look for the text itself.'
  if (grouped && isPlain(word, /^\([^)]*$|^[^(]*\)$/))
    return 'Nothing can be grouped: or splits the whole filter. Put it in quotes to look for the text itself.'
  return null
}

/** So long may a filter be: engines refuse patterns that are longer still, and only once they are asked. */
const LONGEST = 10_000
/** Of more words it is not looked up which asks for less than another. */
const MANY = 100

/** What must hold together: all words, and those that leave some states or types only. */
interface Side {
  readonly said: Set<string>
  readonly limits: { readonly word: Word; readonly allowed: Allowed }[]
}

const newSide = (): Side => ({ said: new Set(), limits: [] })
const keyOf = ({ text, quoted }: Word, negated: boolean) => `${negated} ${quoted} ${text}`

/** Why a word cannot be used, beside what it asks for itself; `side` are those that must hold too. */
function problemOf(word: Word, side: Side): string | null {
  if (word.unclosed) return 'This quote is never closed: add a " at the end.'
  if (word.text === '')
    return word.negated && !word.quoted
      ? 'A minus needs something after it to leave out, for example -is:delivered.'
      : null
  if (side.said.has(keyOf(word, !word.negated)))
    return `Nothing is ${word.text} and is not: it is both asked for and left out.`
  const allowed = allowedBy(word)
  if (!allowed) return null
  const other = side.limits.find(
    ({ allowed: { key, values } }) => key === allowed.key && !values.some((value) => allowed.values.includes(value)),
  )?.word
  if (!other) return null
  return other.negated || word.negated
    ? `${other.raw} and ${word.raw} leave nothing together.`
    : `Nothing is both ${other.text} and ${word.text}: write or between them.`
}

interface Allowed {
  readonly key: string
  readonly values: readonly string[]
}

/** What a word leaves of the states or types that there are; null where it asks for something else. */
function allowedBy({ text, quoted, negated }: Word): Allowed | null {
  const [, told = '', value = ''] = (!quoted && /^(is|type):(.+)$/i.exec(text)) || []
  const key = told.toLowerCase()
  const all: readonly string[] = key === 'is' ? DELIVERIES : TYPES
  const values = key === 'is' ? statesOf(value) : key === '' ? null : typesOf(value)
  if (!values || values.length === 0) return null
  return { key, values: negated ? all.filter((each) => !values.some((value) => value === each)) : values }
}

const ASKED = new RegExp(`^(${PATH_OF})(?:<=|>=|=|<|>)`, 'u')
/** The keys whose value is looked for anywhere in one thing. */
const LIKE = ['name', 'type', 'vendor', 'tracker', 'method', 'id', 'customer', 'called', 'sent', 'anonymous']

function wishOf({ raw, text, negated, quoted }: Word): Wish {
  const keyed = quoted ? null : /^([a-z]+):(.*)$/is.exec(text)
  const key = (keyed?.[1] ?? '').toLowerCase()
  const contained = keyed ? LIKE.includes(key) && !/^=|[*/]/.test(keyed[2] ?? '') : quoted || !/[=<>/]/.test(text)
  const path = quoted ? null : (ASKED.exec(text)?.[1] ?? null)
  return { raw, within: key, text: contained && !negated ? (keyed?.[2] ?? text) : null, path: negated ? null : path }
}

/** Letter case is left out of it: `Foo` may imply `foo` or not, and nobody types that way. */
function implies(wish: Wish, old: Wish): boolean {
  return (
    wish.raw === old.raw ||
    (wish.within === old.within && wish.text !== null && old.text !== null && wish.text.includes(old.text))
  )
}
