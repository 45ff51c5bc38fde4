/** What nobody knows to be personal, and a person may yet choose to have masked: the values of event properties. */
import type { Item } from '../../core/item'
import { isObject, type Json } from '../../core/json'
import { isOfPerson } from './known'
import { meaningOf } from './names'

/** The values of the properties of one name. */
export interface Offered {
  readonly name: string
  /** How many different ones. */
  readonly values: number
  /** A few of them, as they are. */
  readonly examples: readonly string[]
}

/** So many names are offered, and so many values told of each. */
const NAMES = 200
const EXAMPLES = 3
const LONGEST = 60

/** By name, those with the most values first. */
export function offeredIn(items: Iterable<Item>): readonly Offered[] {
  const found = new Map<string, Set<string>>()
  const look = (value: Json, name: string): void => {
    if (Array.isArray(value)) for (const each of value) look(each, name)
    else if (isObject(value)) {
      for (const [below, inner] of Object.entries(value)) {
        const { personal, person, ids, secret } = meaningOf(below)
        if (!personal && !person && !ids && !secret) look(inner, below)
      }
    } else if (name !== '' && value !== null && value !== '' && (found.has(name) || found.size < NAMES)) {
      const values = found.get(name) ?? new Set()
      found.set(name, values.add(String(value)))
    }
  }
  for (const item of items) if (!isOfPerson(item)) look(item.properties, '')
  return [...found]
    .map(([name, values]) => ({
      name,
      values: values.size,
      examples: [...values]
        .slice(0, EXAMPLES)
        .map((text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)),
    }))
    .sort((a, b) => b.values - a.values || (a.name < b.name ? -1 : 1))
}
