/** What can be typed next in the filter: keys, and values that were seen, of the word at the caret. */
import type { List } from 'immutable'
import type { Item } from '../item'
import { isObject, type Json } from '../json'
import { isLeaf, pathOf, textOf, valueWord } from './filter-text'
import { FILTER_KEYS } from './filter-words'
import type { TextsOf } from './whose'
import { joined, PATH_OF, words } from './words'

/** What was seen: property paths, and values of each path and each key, the most frequent first. */
export interface Vocabulary {
  /** Paths of properties without the indexes of lists: `cart.lines.sku`. */
  readonly paths: readonly string[]
  /** By a key (`name:`) or a path: the values as they are typed behind it. */
  readonly values: ReadonlyMap<string, readonly string[]>
}

/** One way to go on. */
interface Completion {
  /** The whole word, as it will stand in the filter. */
  readonly word: string
  readonly meaning: string
}

/** What to offer for the word at a place of the text: it stands from `from` to `to`. */
export interface Completions {
  readonly from: number
  readonly to: number
  readonly options: readonly Completion[]
}

/** So many of the newest items are looked at, values of each path kept, and options offered. */
const ITEMS = 2000
const VALUES = 30
const PATHS = 300
const OFFERED = 10
/** What is longer is no value that somebody completes. */
const LENGTH = 60

/** A property, a sign and the beginning of a value, as they stand in the text. */
const COMPARED = new RegExp(`^(${PATH_OF})\\s*(!?=)\\s*(.*)$`, 'su')

/** Looks through the newest items. */
export function vocabularyOf(items: List<Item>, ids: TextsOf): Vocabulary {
  const counts = new Map<string, Map<string, number>>()
  const paths = new Set<string>()
  const count = (key: string, value: string) => {
    if (value === '' || value.length > LENGTH) return
    const known = counts.get(key) ?? new Map<string, number>()
    counts.set(key, known.set(value, (known.get(value) ?? 0) + 1))
  }
  for (let n = items.size - 1; n >= Math.max(0, items.size - ITEMS); n--) {
    const item = items.get(n)
    if (!item) continue
    count('name:', item.name)
    count('type:', item.type)
    count('vendor:', item.vendor)
    if (item.method !== null) count('method:', item.method)
    for (const id of ids(item)) count('customer:', id)
    for (const [path, value] of leavesOf(item.properties)) {
      if (paths.size >= PATHS && !paths.has(path)) continue
      paths.add(path)
      count(path, value)
    }
  }
  const values = new Map(
    [...counts].map(([key, known]) => [
      key,
      [...known]
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .slice(0, VALUES)
        .map(([value]) => valueWord(value)),
    ]),
  )
  return { paths: [...paths].sort(), values }
}

/** Every value of an object that a filter can ask for, with its path; the depth and the number are bounded. */
function* leavesOf(root: Json): Generator<readonly [string, string]> {
  const open: (readonly [readonly string[], Json])[] = [[[], root]]
  for (let left = 500, next = open.pop(); next && left > 0; left--, next = open.pop()) {
    const [names, value] = next
    if (isLeaf(value)) {
      const path = pathOf(names)
      if (path !== null) yield [path, textOf(value)]
    } else if (names.length >= 8) continue
    else if (Array.isArray(value)) for (const each of (value as readonly Json[]).slice(0, 20)) open.push([names, each])
    else if (isObject(value)) for (const [name, inner] of Object.entries(value)) open.push([[...names, name], inner])
  }
}

/** What to offer at the caret, a place in the text in characters. Nothing where the word cannot be completed. */
export function completionsAt(text: string, caret: number, { paths, values }: Vocabulary): Completions {
  const { from, to } = wordAt(text, caret)
  const minus = text.charAt(from) === '-' ? '-' : ''
  const typed = text.slice(from + minus.length, caret)
  const options: Completion[] = []
  const offer = (word: string, meaning: string) => {
    if (options.length < OFFERED && word !== typed) options.push({ word: minus + word, meaning })
  }
  const keyed = /^([a-z]+:)(.*)$/is.exec(typed)
  const compared = COMPARED.exec(typed)
  if (keyed) {
    const key = (keyed[1] ?? '').toLowerCase()
    const fixed = FILTER_KEYS.find((entry) => entry.key === key)?.values?.map((value) => value.replace(' ', '-'))
    for (const value of matching(fixed ?? values.get(key) ?? [], keyed[2] ?? '')) offer(`${key}${value}`, '')
  } else if (compared) {
    const [, path = '', sign = '', value = ''] = compared
    for (const each of matching(values.get(path) ?? [], value)) offer(`${path}${sign}${each}`, '')
  } else {
    const low = typed.toLowerCase()
    for (const { key, meaning } of FILTER_KEYS) if (/:$/.test(key) && key.startsWith(low)) offer(key, meaning)
    if (typed !== '') {
      for (const path of matching(paths, typed)) offer(`${path}=`, 'a property')
      for (const name of matching(values.get('name:') ?? [], typed)) offer(`name:${name}`, '')
    }
  }
  return { from, to, options }
}

/** Those that begin with it, then those that contain it. */
function matching(all: readonly string[], typed: string): readonly string[] {
  const plain = (each: string) => each.replace(/^"?=?/, '').toLowerCase()
  const low = plain(typed)
  const first = all.filter((each) => plain(each).startsWith(low))
  return [...first, ...all.filter((each) => !first.includes(each) && plain(each).includes(low))]
}

/** Where the word at the caret begins and ends: quotes, patterns and spaces around a sign belong to it. */
function wordAt(text: string, caret: number): { readonly from: number; readonly to: number } {
  const before = text.slice(0, caret)
  const last = joined(words(before)).at(-1)
  const isOpen = last !== undefined && (last.unclosed || /[=<>]\s*$/.test(last.raw))
  const from = last && (isOpen || !/\s$/.test(before)) ? last.at : caret
  // What is behind the caret is no part of a quote that is being typed.
  const whole = words(text).findLast(({ at, unclosed }) => at <= caret && !unclosed)
  const rest = caret + (/^\S*/.exec(text.slice(caret))?.[0].length ?? 0)
  return { from, to: Math.max(rest, whole ? whole.at + whole.raw.length : 0) }
}
