/** Values of the page as JSON, by value and bounded; what JSON cannot carry is marked as `core/json.ts` says. */
import { type Json, type MarkKind, REST } from '../../core/json'
import {
  apply,
  asked,
  bare,
  dateToISO,
  getPrototypeOf,
  getter,
  hasOwn,
  isArray,
  isFiniteNumber,
  isObject,
  keys,
  nearest,
  parse,
  slice,
  stringify,
  tagOf,
  textFrom,
} from './natives'

/** How many characters of text one copy may have in all. */
export const TOTAL = 65_536
/** How many characters of one string are kept. */
export const STRING = 16_384
/** How many levels of objects within objects are kept. */
const DEPTH = 32
/** How many members of one object or list are kept. */
export const MEMBERS = 1_000

const PLAIN = '[object Object]'
const objectPrototype = Object.prototype
const arrayPrototype = Array.prototype
const { prototype } = DOMException
/** What the browser's own exceptions say; throws for any other. */
const exception = bare({ name: getter<string>(prototype, 'name'), message: getter<string>(prototype, 'message') })
/** Throws for what is no node. */
const nodeName = getter<string>(globalThis.Node?.prototype, 'nodeName')

/** What is left of the bounds of the copy that is being made. Copies are made one at a time. */
let left = 0
/** The objects that the value being copied is inside of. */
const path: unknown[] = bare([])

/**
 * What the engine's serialiser writes as it should be told: the value itself where it is plain, as nearly every payload
 * is, so it must be written at once; else one made anew. Never throws; a getter or `toJSON` of the page's that does is
 * marked.
 */
export function copy(value: unknown): Json {
  left = TOTAL
  try {
    if (!isPatched() && plain(value, 0)) return value as Json
  } catch {
    // Whatever threw will do so again below, where it is marked.
  }
  return anew(value)
}

/**
 * A fact as JSON text; what is undefined in it is left out. The page is neither asked nor shown anything of it: where
 * it could be, fact and parts inherit nothing. `args`: a call's arguments, of which copies go into it, at most fifty.
 */
export function textOf(fact: object, args?: ArrayLike<unknown>): string {
  try {
    // Places that the list has already: no setter of the page's is handed anything.
    const list: Json[] = [0, 0, 0, 0]
    if (args && args.length < 5) {
      list.length = args.length
      for (let i = 0; i < list.length; i++) list[i] = copy(args[i])
      // Asked once the page's getters have run. Chromium's serialiser takes nearly twice as long for whatever is inside
      // of an object that inherits nothing (measured), and what it writes at once need not be put together.
      if (!isPatched()) return stringify({ ...fact, args: list })
    }
  } catch {
    // A getter of the page's that gave something else the first time.
  }
  const parts = bare(fact) as Record<string, unknown>
  const list: Json[] = bare([])
  for (let i = 0; args && i < args.length && i < 50; i++) list[i] = anew(args[i])
  if (args && args.length > 50) list[50] = mark('cut', `${args.length - 50} more`)
  if (args) parts.args = list
  const text = asked(stringify, parts)
  if (text) return text
  for (const name in parts) if (isObject(parts[name])) parts[name] = anew(parts[name])
  return stringify(parts)
}

/**
 * Whether lists or objects inherit a `toJSON`, or anything from a place where one might appear. Only own properties are
 * looked at, or what the page has put there would be asked.
 */
function isPatched(): boolean {
  return (
    hasOwn(arrayPrototype, 'toJSON') ||
    hasOwn(objectPrototype, 'toJSON') ||
    getPrototypeOf(arrayPrototype) !== objectPrototype
  )
}

function anew(value: unknown): Json {
  left = TOTAL
  path.length = 0
  return rebuild(value, 0)
}

/** Whether the engine's serialiser gives exactly what we would: only plain data within the bounds. */
function plain(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
      left -= value.length
      return left >= 0 && value.length <= STRING
    case 'number':
      return isFiniteNumber(value)
    case 'boolean':
      return true
    case 'object':
      return value === null || plainMembers(value, depth)
    default:
      return false
  }
}

function plainMembers(value: object, depth: number): boolean {
  left -= 8
  if (left < 0 || depth >= DEPTH) return false
  const prototype = getPrototypeOf(value)
  if (prototype === arrayPrototype) {
    const list = value as unknown[]
    if (!isArray(list) || list.length > MEMBERS) return false
    for (let i = 0; i < list.length; i++) if (!plain(list[i], depth + 1)) return false
    return true
  }
  if ((prototype !== objectPrototype && prototype !== null) || 'toJSON' in value) return false
  const names = keys(value)
  if (names.length > MEMBERS) return false
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string
    left -= name.length + 4
    if (!plain((value as Record<string, unknown>)[name], depth + 1)) return false
  }
  return true
}

function mark(kind: MarkKind, text = ''): Json {
  left -= text.length + 24
  return bare({ $tl: kind, text: slice(text, 0, STRING) })
}

/** A value made of objects that inherit nothing; what JSON cannot carry is marked. */
function rebuild(value: unknown, depth: number): Json {
  switch (typeof value) {
    case 'string':
      return cutText(value)
    case 'number':
      return isFiniteNumber(value) ? value : mark(`${value}` as MarkKind)
    case 'boolean':
      return value
    case 'undefined':
      return mark('undefined')
    case 'bigint':
    case 'symbol':
      return mark(typeof value as MarkKind, textFrom(value))
    case 'function':
      return mark('function', asked(nameOf, value))
    default:
      return value === null ? null : rebuildObject(value as object, depth)
  }
}

function cutText(text: string): Json {
  const room = left < STRING ? left : STRING
  if (text.length > room) return mark('cut', slice(text, 0, room < 0 ? 0 : room))
  left -= text.length
  return text
}

function rebuildObject(value: object, depth: number): Json {
  for (let i = 0; i < depth; i++) if (path[i] === value) return mark('cycle')
  const deep = depth >= DEPTH
  if (deep || left <= 0) return mark(deep ? 'deep' : 'cut', isArray(value) ? 'list' : 'object')
  path[depth] = value
  try {
    return isArray(value) ? rebuildList(value, depth) : rebuildOther(value, depth)
  } catch (error) {
    return mark('throws', wordsOf(error))
  } finally {
    path.length = depth
  }
}

/** What is not plain data either: dates, nodes, what brings its own `toJSON`, and built-in classes. */
function rebuildOther(value: object & { readonly toJSON?: unknown }, depth: number): Json {
  const prototype = getPrototypeOf(value)
  // What has no class is not asked for one: a page's tag of all objects says nothing of them.
  const tag = prototype === objectPrototype || prototype === null ? PLAIN : tagOf(value)
  if (tag === '[object Date]') {
    const iso = asked(dateToISO, value)
    // JSON makes null of a time that is no number, as of NaN itself.
    return mark(iso ? 'date' : 'NaN', iso ?? 'Invalid Date')
  }
  const node = asked(nodeName, value)
  if (node) return mark('node', node)
  const { toJSON } = value
  if (typeof toJSON === 'function' && toJSON !== (objectPrototype as typeof value).toJSON) {
    return rebuild(apply(toJSON as never, value, ['']), depth + 1)
  }
  switch (tag) {
    case PLAIN:
      return rebuildMembers(value, depth)
    case '[object String]':
    case '[object Number]':
    case '[object Boolean]':
      return rebuild(parse(stringify(value)), depth)
    case '[object Error]':
      return mark('object', wordsOf(value))
    default:
      return mark('object', tag)
  }
}

function rebuildList(list: readonly unknown[], depth: number): Json {
  const made: Json[] = bare([])
  for (let i = 0; i < list.length; i++) {
    if (i >= MEMBERS || left <= 0) {
      made[i] = mark('cut', `${list.length - i} more`)
      break
    }
    made[i] = member(list, i, depth)
  }
  return made
}

function rebuildMembers(value: object, depth: number): Json {
  const made: Record<string, Json> = bare({})
  const names = keys(value)
  for (let i = 0; i < names.length; i++) {
    if (i >= MEMBERS || left <= 0) {
      made[REST] = mark('cut', `${names.length - i} more`)
      break
    }
    const name = names[i] as string
    left -= name.length + 4
    made[slice(name, 0, STRING)] = member(value, name, depth)
  }
  return made
}

/** One member; a getter that throws is marked, and its neighbours are kept. */
function member(owner: object, name: string | number, depth: number): Json {
  let value: unknown
  try {
    value = (owner as Record<string, unknown>)[name]
  } catch (error) {
    return mark('throws', wordsOf(error))
  }
  return rebuild(value, depth + 1)
}

/** An error, or whatever was thrown, in words. */
export function wordsOf(error: unknown): string {
  return asked(words, error) ?? 'an error without words'
}

function words(error: unknown): string | undefined {
  if (!isObject(error)) return `${error as string}`
  const message = textIn(error, 'message')
  return message === undefined ? message : `${nameOf(error) ?? 'Error'}: ${message}`
}

/** The name of a function or an exception. */
const nameOf = (owner: unknown): string | undefined => textIn(owner, 'name')

/** A text that something has or inherits; of getters the browser's own alone is asked. */
function textIn(owner: unknown, name: 'name' | 'message'): string | undefined {
  const value: unknown = nearest(owner as object, name)?.value ?? asked(exception[name], owner)
  return typeof value === 'string' ? value : undefined
}
