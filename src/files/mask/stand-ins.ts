/** The stand-ins of one export: equal values get equal ones, and no two values the same. */
import { createFinder, type Sought } from './finder'
import { mayBePeoples } from './people'
import { tellingDigits } from './phones'
import { reading, writtenAs } from './reading'

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
/** So long ones are no word by chance. */
const LONG = 8
const CAPITAL = /\p{Lu}/u
const WORDS = /\p{Lu}|\S\s\S/u
const DIGITS = /^-?\d+(\.\d+)?$/
const ADDRESS = /^https?:\/\//i

/** Texts that stay. */
export interface Staying {
  /** Wherever they are no person's. */
  readonly kept: ReadonlySet<string>
  /** In the middle of other text, too. */
  readonly fixed: ReadonlySet<string>
  /** Names of events: in the middle of other text, too, but for what tells by itself who somebody is. */
  readonly names: ReadonlySet<string>
}

/**
 * Holds what stands in for what. `key` is a random of the export: it is part of each stand-in, so that those of two
 * exports are never taken for the same person. `texts` are those that must stay.
 */
export class StandIns {
  readonly #key: string
  readonly #first: number
  readonly #known = new Map<string, StandIn>()
  readonly #texts: Staying
  readonly #made = new Set<string>()
  /** By their telling digits: numbers that are written in other groups elsewhere. */
  readonly #numbers = new Map<string, string>()
  /** By their small letters: what the first of them has, and those that there are. */
  readonly #alike = new Map<string, { readonly made: string; readonly texts: string[] }>()
  #count = 0

  constructor(key: string, texts: Staying) {
    this.#key = key
    this.#texts = texts
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
    const plain = unwritten(value)
    if (this.#made.has(plain)) return value
    // On its way a half of a pair becomes another character: both are the same value.
    const sent = wellFormed(plain)
    const known = this.#known.get(plain) ?? this.#known.get(sent)
    const entry = known ?? { made: this.#make(plain), strong }
    entry.strong ||= strong
    this.#known.set(plain, entry)
    this.#known.set(sent, entry)
    this.#made.add(entry.made)
    const digits = tellingDigits(plain)
    if (digits !== undefined && !this.#numbers.has(digits)) this.#numbers.set(digits, entry.made)
    return value === plain ? entry.made : writtenAs(entry.made, value)
  }

  /** Whether a text is a stand-in itself. */
  isMade(text: string): boolean {
    return this.#made.has(unwritten(text))
  }

  /** The stand-in of a number: one with as many digits before its point, so that what is a time stays one. */
  ofNumber(value: number): number {
    const made = Number(this.of(String(value), false))
    return Number.isFinite(made) ? made : 0
  }

  /** What stands in for a text that is a known value as a whole, wherever it is; undefined for any other. */
  whole(text: string): string | undefined {
    const entry = this.#known.get(text)
    if (!entry || this.stays(text)) return undefined
    return (entry.strong && text.length > 1) || this.#isSought(text, false) ? entry.made : undefined
  }

  /**
   * What stands in for a field's name that is a known value: only where that tells by itself who somebody is, or where
   * it is written as people's names are.
   */
  wholeName(name: string): string | undefined {
    const entry = name.length >= ALONE ? this.#known.get(name) : undefined
    if (!entry || this.stays(name)) return undefined
    return (entry.strong && name.length >= INSIDE) || mayBePeoples(name) ? entry.made : undefined
  }

  /** What stands in for a number in whatever groups, by its telling digits. */
  ofDigits(digits: string): string | undefined {
    return this.#numbers.get(digits)
  }

  /** What stands in for a number elsewhere: only where it is long enough to be nothing else. */
  wholeNumber(value: number): number {
    const text = String(value)
    const entry = text.length >= 7 ? this.#known.get(text) : undefined
    if (entry && DIGITS.test(entry.made)) return Number(entry.made)
    const digits = tellingDigits(text)
    return digits !== undefined && this.#numbers.has(digits) ? this.ofNumber(value) : value
  }

  /** Replaces every known value in other text, in whatever way it is written there. */
  finder(): (text: string) => string {
    const { fixed, names, kept } = this.#texts
    const sought: Sought[] = [...fixed].map((text) => ({ text, bounded: true, telling: true }))
    for (const text of names) if (!this.#known.get(text)?.strong) sought.push({ text, bounded: true, stays: true })
    for (const [value, { made, strong }] of this.#known) {
      if (!this.#isSought(value, strong)) continue
      const how = {
        bounded: !strong || value.length < INSIDE || DIGITS.test(value),
        telling: strong,
        // A name, an address, several words; what is short or all in small letters may be any word.
        anyCase:
          value.length >= LONG ? strong || WORDS.test(value) : value.includes('@') || (!strong && CAPITAL.test(value)),
      }
      // What is found has no blanks around it.
      for (const text of [value, ...spellings(value)]) sought.push({ text, by: made.trim(), ...how })
    }
    return createFinder(sought, kept)
  }

  /** Whether a text stays wherever it is no person's. */
  stays(text: string): boolean {
    return ADDRESS.test(text) || (this.#texts.kept.has(text) && !text.includes('@'))
  }

  #isSought(value: string, strong: boolean): boolean {
    if (value.length < ALONE || this.stays(value) || reading(value).length < ALONE) return false
    return strong || !DIGITS.test(value) || value.length >= INSIDE
  }

  /** IDs that differ in capitals or in blanks around them are a mistake to be found: their stand-ins differ so, too. */
  #make(plain: string): string {
    const text = plain.trim()
    const inSmall = text.toLowerCase()
    const alike = this.#alike.get(inSmall) ?? { made: this.#fresh(text), texts: [] }
    this.#alike.set(inSmall, alike)
    if (!alike.texts.includes(text)) alike.texts.push(text)
    const nth = alike.texts.indexOf(text)
    if (nth >= 2 ** CASED) return this.#fresh(text)
    return plain.replace(text, () => inCapitals(alike.made, nth))
  }

  #fresh(plain: string): string {
    const number = ++this.#count
    if (plain.includes('@')) return `person-${this.#key}-${number}@masked.example`
    if (ADDRESS.test(plain)) return `https://masked.example/${this.#key}-${number}`
    if (!DIGITS.test(plain)) return `masked-${this.#key}-${number}`
    const digits = Math.min(15, Math.max(7, plain.replace(/^-/, '').replace(/\..*/, '').length))
    return String(10 ** (digits - 1) + this.#first + number)
  }
}

/** So many letters, with which a stand-in begins, may be capitals. */
const CASED = 6

/** A stand-in in its nth writing: of its first letters those are capitals that are ones in the number. */
function inCapitals(made: string, nth: number): string {
  return made.replace(/[a-z]/g, (letter, at: number) => (at < CASED && nth & (1 << at) ? letter.toUpperCase() : letter))
}

const NAME = /^\p{Lu}[\p{L}\p{M}'’-]+(?: \p{L}[\p{L}\p{M}'’.-]*){0,4}$/u

/** A name as addresses of pages have it: its words joined in some way, and letters with marks as two. */
function spellings(value: string): readonly string[] {
  const name = value.normalize('NFC')
  if (!NAME.test(name)) return []
  const both = [name, name.replace(/[äöüå]/gi, (letter) => AS_TWO[letter.toLowerCase()] ?? letter)]
  const joined = name.includes(' ') ? [' ', '-', '_', '.', ''] : [' ']
  return [...new Set(both.flatMap((text) => joined.map((by) => text.replace(/ /g, by))))].filter(
    (text) => text !== value,
  )
}

const AS_TWO: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa' }

/** Text as browsers send it: halves of a pair that stand alone, as where a page cut a text, become U+FFFD. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
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

/** The same where it is written so several times, one in another. */
function unwritten(text: string): string {
  let plain = text
  for (let n = 0; n < DEEPEST; n++) {
    const next = decoded(plain)
    if (next === plain) break
    plain = next
  }
  return plain
}
const DEEPEST = 8
