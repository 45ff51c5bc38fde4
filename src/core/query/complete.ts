/** What can be typed next in the filter: keys, and values that were seen, of the word at the caret. */
import type { List } from 'immutable'
import type { Item } from '../item'
import { isMark, isObject, type Json } from '../json'
import { quotedValue, wordForProperty } from './filter-text'
import { FILTER_KEYS } from './filter-words'
import type { TextsOf } from './whose'
import { PATH_OF } from './words'

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

const COMPARED = new RegExp(`^(${PATH_OF})(!?=)(.*)$`, 'su')

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
        .map(([value]) => quotedValue(value)),
    ]),
  )
  return { paths: [...paths].sort(), values }
}

/** Every value of an object that a filter can ask for, with its path; the depth and the number are bounded. */
function* leavesOf(root: Json): Generator<readonly [string, string]> {
  const open: (readonly [readonly string[], Json])[] = [[[], root]]
  for (let left = 500, next = open.pop(); next && left > 0; left--, next = open.pop()) {
    const [path, value] = next
    if (isMark(value) || value === null || typeof value !== 'object') {
      const word = wordForProperty(path, value)
      if (word === null || word.startsWith('"')) continue
      const text = typeof value === 'string' ? value : isMark(value) ? value.text : JSON.stringify(value)
      yield [path.filter((step) => !/^\d+$/.test(step)).join('.'), text]
    } else if (path.length < 8)
      for (const [name, inner] of Array.isArray(value)
        ? (value as readonly Json[]).slice(0, 20).map((each) => ['0', each] as const)
        : isObject(value)
          ? Object.entries(value)
          : [])
        open.push([[...path, name], inner])
  }
}

/** What to offer at the caret, a place in the text in characters. Nothing where the word cannot be completed. */
export function completionsAt(text: string, caret: number, { paths, values }: Vocabulary): Completions {
  const from = startOfWord(text, caret)
  const to = caret + (/^[^\s]*/.exec(text.slice(caret))?.[0].length ?? 0)
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
  const low = typed.replace(/^"/, '').toLowerCase()
  const plain = (each: string) => each.replace(/^"/, '').toLowerCase()
  const first = all.filter((each) => plain(each).startsWith(low))
  return [...first, ...all.filter((each) => !first.includes(each) && plain(each).includes(low))]
}

/** Spaces in quotes belong to the word. */
function startOfWord(text: string, caret: number): number {
  let start = 0
  let inside = false
  for (let at = 0; at < caret; at++) {
    if (text.charAt(at) === '"') inside = !inside
    else if (!inside && /\s/.test(text.charAt(at))) start = at + 1
  }
  return start
}
