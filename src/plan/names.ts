/** Names of properties that are asked for patterns: each by itself, before the library asks them all. */
import type { Schema } from '@cfworker/json-schema'
import type { Json } from '../core/json'
import type { Pattern } from './pattern'

/** Whether names are asked for patterns at all, and the names in what is judged, for which they are asked. */
export interface Names {
  isAsked: boolean
  known: readonly string[] | null
}

/**
 * Has the library look for each name that is known by itself, where it would ask all names for each pattern: a property
 * of which several things are said has all of them to hold.
 */
export function byNames(schema: Schema, names: Names, patterns: Readonly<Record<string, Pattern>>): void {
  const { properties = {}, patternProperties = {} } = schema
  let known = names.known
  let made = properties
  names.isAsked = true
  const merged = () => {
    if (known === names.known) return made
    known = names.known
    const entries = new Map(Object.entries(properties))
    for (const [source, each] of Object.entries(patternProperties))
      for (const name of known ?? []) {
        if (!patterns[source]?.test(name)) continue
        const said = entries.get(name)
        entries.set(name, said === undefined ? each : { allOf: [said as Schema, each as Schema] })
      }
    made = Object.fromEntries(entries)
    return made
  }
  Object.defineProperty(schema, 'properties', { enumerable: true, get: merged })
  // What refers to one of these finds it here.
  const written = () => (names.known ? undefined : patternProperties)
  Object.defineProperty(schema, 'patternProperties', { enumerable: true, get: written })
}

/** Tells of what is judged. Events of one kind nearly always have the same names: what was made of them stays. */
export function know(names: Names, value: Json): void {
  if (!names.isAsked) return
  const now = [...namesOf(value)]
  if (now.length !== names.known?.length || now.some((name, i) => name !== names.known?.[i])) names.known = now
}

/** The names of all properties, at whatever depth. */
function namesOf(value: Json, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return found
  for (const [name, each] of Object.entries(value)) {
    if (!Array.isArray(value)) found.add(name)
    namesOf(each, found)
  }
  return found
}
