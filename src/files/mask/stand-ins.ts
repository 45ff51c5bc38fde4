/** The stand-ins of one export: equal values get equal ones, and no two values the same. */
import { createFinder, type Sought } from './finder'

/** How a value is looked for in other places than the one at which it is a person's. */
interface StandIn {
  readonly made: string
  /** It tells who somebody is by itself (an id, an address): it is looked for in the middle of words, too. */
  strong: boolean
}

/** Shorter values are replaced only where they stand alone. */
const ALONE = 3
/** Shorter ones are found between other letters nowhere, or they would hit anything. */
const INSIDE = 5
const DIGITS = /^-?\d+(\.\d+)?$/
const ADDRESS = /^https?:\/\//i

/**
 * Holds what stands in for what. `key` is a random of the export: it is part of each stand-in, so that those of two
 * exports are never taken for the same person. `kept` are texts that must stay wherever they are no person's, `fixed`
 * those that stay in the middle of other text, too.
 */
export class StandIns {
  readonly #key: string
  readonly #first: number
  readonly #known = new Map<string, StandIn>()
  readonly #kept: ReadonlySet<string>
  readonly #fixed: ReadonlySet<string>
  readonly #made = new Set<string>()
  #count = 0

  constructor(key: string, kept: ReadonlySet<string>, fixed: ReadonlySet<string>) {
    this.#key = key
    this.#kept = kept
    this.#fixed = fixed
    // Made of the key alone: where the numbers of this export begin.
    let sum = 7
    for (const letter of key) sum = (sum * 31 + letter.charCodeAt(0)) % 500_009
    this.#first = sum
  }

  /** How many values have one. */
  get size(): number {
    return this.#known.size
  }

  /** The stand-in of a value that is a person's at its place. */
  of(value: string, strong: boolean): string {
    const plain = decoded(value)
    if (this.#made.has(plain)) return value
    // On its way a half of a pair becomes another character: both are the same value.
    const sent = wellFormed(plain)
    const known = this.#known.get(plain) ?? this.#known.get(sent)
    const entry = known ?? { made: this.#make(plain), strong }
    entry.strong ||= strong
    this.#known.set(plain, entry)
    this.#known.set(sent, entry)
    this.#made.add(entry.made)
    return value === plain ? entry.made : encoded(entry.made)
  }

  /** Whether a text is a stand-in itself. */
  isMade(text: string): boolean {
    return this.#made.has(decoded(text))
  }

  /** The stand-in of a number: one with as many digits before its point, so that what is a time stays one. */
  ofNumber(value: number): number {
    const made = Number(this.of(String(value), false))
    return Number.isFinite(made) ? made : 0
  }

  /** What stands in for a text that is a known value as a whole, wherever it is; undefined for any other. */
  whole(text: string): string | undefined {
    const entry = this.#known.get(text)
    if (!entry || this.#stays(text)) return undefined
    return (entry.strong && text.length > 1) || this.#isSought(text, false) ? entry.made : undefined
  }

  /** What stands in for a field's name that is a known value: only where that tells by itself who somebody is. */
  wholeName(name: string): string | undefined {
    const entry = name.length >= INSIDE ? this.#known.get(name) : undefined
    return entry?.strong && !this.#stays(name) ? entry.made : undefined
  }

  /** What stands in for a number elsewhere: only where it is long enough to be nothing else. */
  wholeNumber(value: number): number {
    const text = String(value)
    const entry = text.length >= 7 ? this.#known.get(text) : undefined
    return entry && DIGITS.test(entry.made) ? Number(entry.made) : value
  }

  /** Replaces every known value in other text, in whatever way it is written there. */
  finder(): (text: string) => string {
    const sought: Sought[] = [...this.#fixed].map((text) => ({ text, by: text, bounded: true }))
    for (const [value, { made, strong }] of this.#known) {
      if (!this.#isSought(value, strong)) continue
      const bounded = !strong || value.length < INSIDE || DIGITS.test(value)
      sought.push({ text: value, by: made, bounded })
      for (const text of writings(value)) sought.push({ text, by: encoded(made), bounded })
    }
    return createFinder(sought)
  }

  #stays(text: string): boolean {
    return ADDRESS.test(text) || (this.#kept.has(text) && !text.includes('@'))
  }

  #isSought(value: string, strong: boolean): boolean {
    if (value.length < ALONE || this.#stays(value)) return false
    return strong || !DIGITS.test(value) || value.length >= INSIDE
  }

  #make(plain: string): string {
    const number = ++this.#count
    if (plain.includes('@')) return `person-${this.#key}-${number}@masked.example`
    if (ADDRESS.test(plain)) return `https://masked.example/${this.#key}-${number}`
    if (!DIGITS.test(plain)) return `masked-${this.#key}-${number}`
    const digits = Math.min(15, Math.max(7, plain.replace(/^-/, '').replace(/\..*/, '').length))
    return String(10 ** (digits - 1) + this.#first + number)
  }
}

/** The other ways in which text stands in URLs, and in JSON within text. */
function writings(value: string): readonly string[] {
  const url = encoded(value)
  const json = JSON.stringify(wellFormed(value)).slice(1, -1)
  const ascii = json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const all = [url, url.replace(/%20/g, '+'), url.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()), json, ascii]
  return [...new Set(all)].filter((text) => text !== value)
}

/** Text as browsers send it: halves of a pair that stand alone, as where a page cut a text, become U+FFFD. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}

function encoded(text: string): string {
  return encodeURIComponent(wellFormed(text))
}

/** Text without what a URL writes in its own way; the text itself where it is none. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
