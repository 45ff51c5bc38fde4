/** Writes words of the filter language, for whoever filters by what is on screen. */
import type { Json } from '../json'
import { isMark } from '../json'

/** `name:Cart` or `name:"add to cart"`; exactly the value where its characters would ask for something else. */
export function wordFor(key: string, value: string): string {
  return /^$|^[=/]|\*/.test(value) ? exactWordFor(key, value) : `${key}:${quotedValue(value)}`
}

/** `name:"=Cart"`: exactly this value, whatever it is made of; a value that merely contains it is not found. */
export function exactWordFor(key: string, value: string): string {
  return `${key}:"=${escaped(value)}"`
}

/** `cart.total=12`; null for what has no value to compare with: an object, a list. */
export function wordForProperty(path: readonly string[], value: Json): string | null {
  if (value !== null && typeof value === 'object' && !isMark(value)) return null
  const text = typeof value === 'string' ? value : isMark(value) ? value.$tl : JSON.stringify(value)
  // A list is asked for any of its elements: its indexes say nothing.
  const steps = path.filter((step) => !/^\d+$/.test(step))
  const plain =
    steps.length > 0 && steps.every((step) => /^[\p{L}\p{M}\p{N}_$-]+(?:\.[\p{L}\p{M}\p{N}_$-]+)*$/u.test(step))
  return plain ? `${steps.join('.')}=${quotedValue(text)}` : `"${escaped(text)}"`
}

/** A value as it is typed behind a key. */
export function quotedValue(text: string): string {
  return text === '' || /[\s"*\\]/.test(text) ? `"${escaped(text)}"` : text
}

function escaped(text: string): string {
  return text.replace(/["\\]/g, '\\$&')
}
