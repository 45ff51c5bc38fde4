/** The walk-throughs that ship with the Lab: the guides' own sequences, as text beside this file. */
import type { Catalogue, Sequence } from './sequence'
import { readSequence } from './sequence'

const TEXTS = import.meta.glob<string>('./walks/*.txt', { query: '?raw', eager: true, import: 'default' })

/** A walk-through as written, and its name among the files. */
export interface Walk {
  readonly id: string
  readonly sequence: Sequence
}

/**
 * All walk-throughs, in the order of their names. `startAt`, in milliseconds since 1970, is when their clocks start.
 */
export function walksOf(models: Catalogue, startAt: number): readonly Walk[] {
  return Object.entries(TEXTS).flatMap(([path, text]) => {
    const sequence = readSequence(text, models, startAt)
    return 'problems' in sequence ? [] : [{ id: path.replace(/^.*\/|\.txt$/g, ''), sequence }]
  })
}
