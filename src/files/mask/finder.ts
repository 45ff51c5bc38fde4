/**
 * Finds many known texts in another at once, however they are written there, in a time that grows with its length,
 * however many they are.
 */
import { ASCII, characterAt, reading, unitsIn, writtenAs } from './reading'

/** Of longer texts so much is looked for; where it is found, they are followed as far as they go on. */
const BEGINNING = 64

/** A text that is looked for, what is put in its place, and whether it must stand apart from other letters. */
export interface Sought {
  readonly text: string
  /** Absent: it stays as it is written. */
  readonly by?: string
  readonly bounded: boolean
  /** Found in capitals and small letters, too. */
  readonly anyCase?: boolean
  /** It tells by itself who somebody is: it is replaced within the names that stay, too. */
  readonly telling?: boolean
  /** A name that stays: of what is found within it only what is telling is replaced. */
  readonly stays?: boolean
}

/** What is looked for, as it is read. `beginning` is how much of it stands in the tree. */
interface Entry extends Sought {
  readonly read: string
  readonly units: string
  readonly beginning: number
}

/** What goes on with a character, and what is to be put in the place of a text that ends here. */
interface Node {
  readonly next: Map<number, Node>
  /** All that end here: they differ in capitals, or in marks of letters. */
  readonly ends: Entry[]
  /** Texts that are longer than what is looked for. */
  readonly longer: Entry[]
}

/** What was found at a place: how much of the text it is, and what is to be put there. */
interface Found {
  readonly length: number
  readonly by: string | undefined
  readonly stays?: boolean | undefined
}

const node = (): Node => ({ next: new Map(), ends: [], longer: [] })

const LETTER = /[\p{L}\p{N}]/u
/** How a URL or JSON writes a character: what stands behind it begins anew. */
const WRITTEN = /(%(?:u..)?[\da-f]{2}|\\[nrtbfv"'/\\]|\\u[\da-f]{4}|\\x[\da-f]{2})$/i

/** Whether what stands from `start` to `end` has no letter or digit beside it. */
function standsApart(text: string, start: number, end: number): boolean {
  if (end < text.length && LETTER.test(text.charAt(end))) return false
  return start === 0 || !LETTER.test(text.charAt(start - 1)) || WRITTEN.test(text.slice(Math.max(0, start - 6), start))
}

/** Text as a form may have written it: a plus is a blank there. */
function spaced(text: string): string {
  return reading(text).replace(/\+/g, ' ').trim()
}

/** What is sought, as a tree of its units. */
function treeOf(texts: Iterable<Sought>): Node {
  const root = node()
  for (const sought of texts) {
    const units = unitsIn(sought.text)
    const beginning = units.slice(0, BEGINNING).join('')
    if (beginning === '') continue
    const entry = { ...sought, units: units.join(''), beginning: beginning.length, read: spaced(sought.text) }
    let at = root
    for (let i = 0; i < beginning.length; i++) {
      const code = beginning.charCodeAt(i)
      let next = at.next.get(code)
      if (!next) {
        next = node()
        at.next.set(code, next)
      }
      at = next
    }
    if (units.length > BEGINNING) at.longer.push(entry)
    else if (entry.bounded) at.ends.push(entry)
    else at.ends.unshift(entry)
  }
  return root
}

/** A place in a text, and where in the tree one is there. */
interface Step {
  readonly at: Node | undefined
  readonly end: number
}

const BLANK = 0x20
const PLUS = 0x2b

/** Goes on by the character that begins at `end`; a plus may be a blank. */
function follow(from: Node, text: string, end: number): Step {
  const code = ASCII[text.charCodeAt(end)]
  if (code) return { at: from.next.get(code) ?? (code === PLUS ? from.next.get(BLANK) : undefined), end: end + 1 }
  const next = characterAt(text, end)
  let at: Node | undefined = from
  for (let i = 0; i < next.units.length; i++) at = at?.next.get(next.units.charCodeAt(i))
  return { at: at ?? (next.units === '+' ? from.next.get(BLANK) : undefined), end: next.end }
}

/** How far a text goes on as a longer one does, of which the beginning ended at `at`. */
function followLonger({ units, beginning }: Entry, text: string, at: number): number {
  let end = at
  for (let i = beginning; i < units.length && end < text.length; ) {
    const next = characterAt(text, end)
    if (!units.startsWith(next.units, i) && !(next.units === '+' && units[i] === ' ')) break
    i += next.units.length
    ;({ end } = next)
  }
  return end
}

/**
 * Returns what replaces all of these texts in another, each where it stands as long as it can be. A beginning of a very
 * long one is replaced too: what was cut off is still its text. What differs in capitals or marks from what is sought,
 * and is one of `kept`, stays.
 */
export function createFinder(texts: Iterable<Sought>, kept: ReadonlySet<string> = new Set()): (text: string) => string {
  const root = treeOf(texts)
  /** The characters of ASCII with which nothing begins: most of any text. */
  const idle = Uint8Array.from(ASCII, (code) => (code && !root.next.has(code) ? 1 : 0))

  /** What ends here, of those that are sought: the very same before what differs in capitals or marks. */
  function ending(ends: readonly Entry[], text: string, start: number, end: number): Entry | undefined {
    if (ends.length === 0) return undefined
    const here = text.slice(start, end)
    const fits = ends.filter(({ bounded }) => !bounded || standsApart(text, start, end))
    if (fits.length === 0) return undefined
    const same = fits.find((each) => each.text === here)
    if (same) return same
    const read = spaced(here)
    return (
      fits.find((each) => each.read === read) ??
      (kept.has(here) ? undefined : fits.find((each) => each.anyCase === true))
    )
  }

  function find(text: string, start: number, tellingOnly: boolean): Found | null {
    let found: Found | null = null
    let at: Node | undefined = root
    for (let end = start; at; ) {
      const ends = ending(tellingOnly ? at.ends.filter(({ telling }) => telling) : at.ends, text, start, end)
      if (ends) found = { length: end - start, by: ends.by, stays: ends.stays }
      for (const longer of at.longer) {
        if (tellingOnly && longer.telling !== true) continue
        const length = followLonger(longer, text, end) - start
        if (!found || length > found.length) found = { length, by: longer.by }
      }
      if (end >= text.length) break
      ;({ at, end } = follow(at, text, end))
    }
    return found
  }

  /** Whether something that is sought may begin at a place. */
  function begins(text: string, at: number): boolean {
    const code = ASCII[text.charCodeAt(at)]
    if (code) return root.next.has(code)
    // Of a row of backslashes the first one is read with all others.
    if (text[at] === '\\' && text[at - 1] === '\\') return false
    const { units } = characterAt(text, at)
    return units !== '' && root.next.has(units.charCodeAt(0))
  }

  return function replaced(text: string, tellingOnly = false): string {
    let made = ''
    let from = 0
    for (let at = 0; at < text.length; at++) {
      if (idle[text.charCodeAt(at)]) continue
      const found = begins(text, at) ? find(text, at, tellingOnly) : null
      if (!found) continue
      const here = text.slice(at, at + found.length)
      const now = found.stays ? replaced(here, true) : found.by === undefined ? here : writtenAs(found.by, here)
      made += text.slice(from, at) + now
      from = at + found.length
      at = from - 1
    }
    return from === 0 ? text : made + text.slice(from)
  }
}
