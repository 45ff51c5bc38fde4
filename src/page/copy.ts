/** Values of the page as JSON text, by value and bounded; what JSON cannot carry is marked as `core/json.ts` says. */
import type { MarkKind } from '../core/json'
import {
  apply,
  bigIntToString,
  dateToISO,
  getPrototypeOf,
  getter,
  isArray,
  isFiniteNumber,
  isNotANumber,
  keys,
  min,
  slice,
  stringify,
  symbolToString,
  tagOf,
} from './natives'

/** Bounds of one copy: characters of text in all and in one string, levels, and members of one object or list. */
export const BOUNDS = { total: 65_536, string: 16_384, depth: 32, members: 1_000 } as const

const objectPrototype = Object.prototype
const arrayPrototype = Array.prototype
const nodeName = typeof Node === 'function' ? getter<string>(Node.prototype, 'nodeName') : undefined

/** What is left of the bounds of the copy that is being made. Copies are made one at a time. */
let left = 0
let longest: number = BOUNDS.string
/** The objects that the value being copied is inside of. */
const path: unknown[] = []

/** A value as JSON text. Never throws; a getter or `toJSON` of the page's that does is marked. */
export function copy(value: unknown): string {
  try {
    left = BOUNDS.total
    // Nearly every payload is plain: then the engine's own serialiser gives the text, about five times faster.
    if (plain(value, 0) && !('toJSON' in arrayPrototype)) {
      const text = stringify(value)
      if (text.length <= BOUNDS.total * 2) return text
    }
  } catch {
    // Whatever threw will do so again below, where it is marked.
  }
  left = BOUNDS.total
  path.length = 0
  return write(value, 0)
}

/** Something of our own as JSON text, whole: for facts, whose parts are bounded already. A page's `toJSON` on a prototype has no say. */
export function textOf(own: object): string {
  if (!('toJSON' in arrayPrototype)) return stringify(own)
  left = longest = Infinity
  path.length = 0
  const text = write(own, 0)
  longest = BOUNDS.string
  return text
}

/** The arguments of a call as the text of a JSON list. */
export function copyList(values: ArrayLike<unknown>): string {
  let text = '['
  const count = min(values.length, 50)
  for (let i = 0; i < count; i++) text += (i ? ',' : '') + copy(values[i])
  return `${text}]`
}

/** A string as JSON text, cut at the bound. */
export function quote(text: string): string {
  return text.length > BOUNDS.string ? stringify(slice(text, 0, BOUNDS.string)) : stringify(text)
}

/** Whether the engine's serialiser gives exactly what we would: only plain data within the bounds. */
function plain(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
      left -= value.length
      return left >= 0 && value.length <= BOUNDS.string
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
  if (left < 0 || depth >= BOUNDS.depth) return false
  const prototype = getPrototypeOf(value)
  if (prototype === arrayPrototype) {
    const list = value as unknown[]
    if (!isArray(list) || list.length > BOUNDS.members) return false
    for (let i = 0; i < list.length; i++) if (!plain(list[i], depth + 1)) return false
    return true
  }
  if ((prototype !== objectPrototype && prototype !== null) || 'toJSON' in value) return false
  const names = keys(value)
  if (names.length > BOUNDS.members) return false
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string
    left -= name.length + 4
    if (!plain((value as Record<string, unknown>)[name], depth + 1)) return false
  }
  return true
}

function mark(kind: MarkKind, text: string): string {
  left -= text.length + 24
  return `{"$tl":"${kind}","text":${quote(text)}}`
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return writeString(value)
    case 'number':
      if (isFiniteNumber(value)) return `${value}`
      return mark(isNotANumber(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity', '')
    case 'boolean':
      return value ? 'true' : 'false'
    case 'undefined':
      return mark('undefined', '')
    case 'bigint':
      return mark('bigint', bigIntToString(value))
    case 'symbol':
      return mark('symbol', symbolToString(value))
    case 'function':
      return mark('function', nameOf(value))
    default:
      return value === null ? 'null' : writeObject(value as object, depth)
  }
}

function writeString(value: string): string {
  if (value.length > longest || value.length > left) {
    const room = left < 0 ? 0 : min(left, BOUNDS.string)
    return mark('cut', slice(value, 0, room))
  }
  left -= value.length
  return stringify(value)
}

function writeObject(value: object, depth: number): string {
  for (let i = 0; i < depth; i++) if (path[i] === value) return mark('cycle', '')
  if (depth >= BOUNDS.depth) return mark('deep', isArray(value) ? 'list' : 'object')
  if (left <= 0) return mark('cut', isArray(value) ? 'list' : 'object')
  path[depth] = value
  try {
    return special(value, depth) ?? (isArray(value) ? writeList(value, depth) : writeMembers(value, depth))
  } catch (error) {
    return mark('throws', wordsOf(error))
  } finally {
    path.length = depth
  }
}

/** What is no plain data: dates, nodes, what brings its own `toJSON`, and built-in classes. Null for the rest. */
function special(value: object & { readonly toJSON?: unknown }, depth: number): string | null {
  if (isArray(value)) return null
  const tag = tagOf(value)
  if (tag === '[object Date]') return mark('date', isoOf(value))
  const node = nodeOf(value)
  if (node !== null) return mark('node', node)
  const own = value.toJSON
  const everybodys = own === (objectPrototype as typeof value).toJSON || own === (arrayPrototype as typeof value).toJSON
  if (typeof own === 'function' && !everybodys) return write(apply(own as never, value, ['']), depth + 1)
  switch (tag) {
    case '[object Object]':
    case '[object Arguments]':
      return null
    case '[object String]':
      return writeString(`${value as unknown as string}`)
    case '[object Number]':
    case '[object Boolean]':
      return stringify(value)
    case '[object Error]':
      return mark('object', wordsOf(value))
    default:
      return mark('object', tag)
  }
}

function writeList(list: readonly unknown[], depth: number): string {
  let text = '['
  for (let i = 0; i < list.length; i++) {
    if (i) text += ','
    if (i >= BOUNDS.members || left <= 0) return `${text}${mark('cut', `${list.length - i} more`)}]`
    text += member(list as unknown as Record<string, unknown>, i, depth)
  }
  return `${text}]`
}

function writeMembers(value: object, depth: number): string {
  let text = '{'
  const names = keys(value)
  for (let i = 0; i < names.length; i++) {
    if (i) text += ','
    if (i >= BOUNDS.members || left <= 0) return `${text}"…":${mark('cut', `${names.length - i} more`)}}`
    const name = names[i] as string
    left -= name.length + 4
    text += `${quote(name)}:${member(value as Record<string, unknown>, name, depth)}`
  }
  return `${text}}`
}

/** One member; a getter that throws is marked, and its neighbours are kept. */
function member(owner: Record<string, unknown>, name: string | number, depth: number): string {
  let value: unknown
  try {
    value = owner[name]
  } catch (error) {
    return mark('throws', wordsOf(error))
  }
  return write(value, depth + 1)
}

function isoOf(value: object): string {
  try {
    return dateToISO(value)
  } catch {
    return 'Invalid Date'
  }
}

function nodeOf(value: object): string | null {
  if (!nodeName) return null
  try {
    return nodeName(value) || null
  } catch {
    return null
  }
}

function nameOf(value: object): string {
  try {
    return `${(value as { name?: unknown }).name ?? ''}`
  } catch {
    return ''
  }
}

/** An error, or whatever was thrown, in words. */
export function wordsOf(error: unknown): string {
  try {
    if (typeof error !== 'object' || error === null) return `${error as string}`
    const { name, message } = error as { name?: unknown; message?: unknown }
    return message === undefined ? tagOf(error) : `${name ?? 'Error'}: ${message}`
  } catch {
    return 'an error that cannot be read'
  }
}
