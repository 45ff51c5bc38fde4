/** JSON with one thing else in it, for tests that hold readers to any input. */
import fc from 'fast-check'
import { isObject, type Json } from '../core/json'

/** Every place of a JSON, as the names that lead there. */
export function placesOf(value: Json): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value as { readonly [name: string]: Json }).flatMap(([name, inner]) => [
    [name],
    ...placesOf(inner).map((place) => [name, ...place]),
  ])
}

/** The JSON with something else at a place; undefined removes it. */
export function changed(value: Json, [name = '', ...rest]: readonly string[], by: Json | undefined): Json {
  const next = (inner: Json): Json | undefined => (rest.length === 0 ? by : changed(inner, rest, by))
  if (Array.isArray(value)) return value.flatMap((inner: Json, i) => (String(i) === name ? (next(inner) ?? []) : inner))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const made = key === name ? next(inner) : inner
      return made === undefined ? [] : [[key, made]]
    }),
  )
}

/** A value of any type, the awkward ones often. */
export const anything: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, -1, 1e308, '', '\ud800', [], {}, [[]], [null], '0000-00-00', 'data:,x'),
  // What has no text of its own: to ask for it throws.
  fc.constantFrom<Json>({ toString: '' }, [{ toString: null, valueOf: 0 }]),
  // What looks like a mark, and is none.
  fc.constantFrom<Json>({ $tl: 'date', text: { toString: '' } }, { $tl: 'cut' }, { $tl: 'toString', text: '' }),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
)
