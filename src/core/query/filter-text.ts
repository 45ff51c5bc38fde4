/** Writes words of the filter language, for whoever filters by what is on screen. */
import type { Json } from '../json'
import { isMark, isObject } from '../json'

/** `name:Cart` or `name:"add to cart"`; exactly the value where its characters would ask for something else. */
export function wordFor(key: string, value: string): string {
  return value === '' ? exactWordFor(key, value) : `${key}:${valueWord(value)}`
}

/** `name:"=Cart"`: exactly this value, whatever it is made of; a value that merely contains it is not found. */
export function exactWordFor(key: string, value: string): string {
  return `${key}:"=${escaped(value)}"`
}

/**
 * `cart.total=12` for the value at a path of names and indexes; null for what has no value to compare with: an object,
 * a list.
 */
export function wordForProperty(root: Json, path: readonly string[]): string | null {
  let value: Json | undefined = root
  const names: string[] = []
  for (const step of path) {
    // A list is asked for any of its elements: its indexes say nothing.
    if (isObject(value)) names.push(step)
    value = isObject(value) ? value[step] : Array.isArray(value) ? (value as readonly Json[])[Number(step)] : undefined
  }
  if (value === undefined || !isLeaf(value)) return null
  const [written, text] = [pathOf(names), textOf(value)]
  return written === null ? `"${escaped(text)}"` : `${written}=${valueWord(text)}`
}

/** Whether a value has nothing within it. */
export function isLeaf(value: Json): boolean {
  return value === null || typeof value !== 'object' || isMark(value)
}

/** The names on the way to a property as they are typed before a sign; null where they have what no path has. */
export function pathOf(names: readonly string[]): string | null {
  const isPath = names.every((name) => /^[\p{L}\p{M}\p{N}_$-]+(?:\.[\p{L}\p{M}\p{N}_$-]+)*$/u.test(name))
  const path = names.join('.')
  // A minus before it would leave out.
  return isPath && /^[^-]/.test(path) ? path : null
}

/** How a value is compared: text as it is, a date as its text, another mark by what it stands for, all else as JSON. */
export function textOf(value: Json): string {
  if (!isMark(value)) return typeof value === 'string' ? value : JSON.stringify(value)
  return value.$tl === 'date' ? value.text : value.$tl
}

/** A value as it is typed behind a key or sign: exactly it where its characters would ask for something else. */
export function valueWord(text: string): string {
  return /^[=/]|\*/.test(text) ? `"=${escaped(text)}"` : quotedValue(text)
}

function quotedValue(text: string): string {
  return text === '' || /[\s"\\]/.test(text) ? `"${escaped(text)}"` : text
}

function escaped(text: string): string {
  return text.replace(/["\\]/g, '\\$&')
}
