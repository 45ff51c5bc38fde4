/** What an export masks, counted: shown before it is made. */

/** Why something is masked, as a closed word; the panel has the sentence. */
export type Ground = 'person' | 'id' | 'name' | 'text' | 'known' | 'chosen' | 'secret'

/** What was masked on one ground under one name: how many different values, at how many places. */
export interface Masked {
  readonly ground: Ground
  /** The field's name; empty for what was found in text. */
  readonly name: string
  readonly values: number
  readonly places: number
}

/** Counts while masking. */
export class Report {
  readonly #found = new Map<string, { ground: Ground; name: string; values: Set<string>; places: number }>()

  add(ground: Ground, name: string, value: string): void {
    const key = `${ground} ${name}`
    const entry = this.#found.get(key) ?? { ground, name, values: new Set(), places: 0 }
    entry.values.add(value)
    entry.places++
    this.#found.set(key, entry)
  }

  /** By ground and name, those with the most values first. */
  close(): readonly Masked[] {
    return [...this.#found.values()]
      .map(({ ground, name, values, places }) => ({ ground, name, values: values.size, places }))
      .sort((a, b) => b.values - a.values || b.places - a.places)
  }
}
