/** Finds many known texts in another at once, in a time that grows with its length, however many they are. */

/** Of longer texts so much is looked for; where it is found, they are followed as far as they go on. */
const BEGINNING = 64

/** A text that is looked for, what is put in its place, and whether it must stand apart from other letters. */
export interface Sought {
  readonly text: string
  readonly by: string
  readonly bounded: boolean
  /** Found in capitals and small letters, too. */
  readonly anyCase?: boolean
  /** It tells by itself who somebody is: it is replaced within the names that stay, too. */
  readonly telling?: boolean
  /** A name that stays: of what is found within it only what is telling is replaced. */
  readonly stays?: boolean
}

/** What goes on with a character, and what is to be put in the place of a text that ends here. */
interface Node {
  readonly next: Map<number, Node>
  /** All that end here: they differ in capitals. */
  readonly ends: Sought[]
  /** Texts that are longer than what is looked for. */
  readonly longer: Sought[]
}

/** What was found at a place: how much of the text it is, and what is to be put there. */
interface Found {
  readonly length: number
  readonly by: string
  readonly stays?: boolean | undefined
}

const node = (): Node => ({ next: new Map(), ends: [], longer: [] })

/** A character as a small one, a blank for each of its kind: what differs in nothing else is found together. */
function small(code: number): number {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 32 : code
  const before = SMALL.get(code)
  if (before !== undefined) return before
  const char = String.fromCharCode(code)
  const lower = /\s/.test(char) ? ' ' : char.toLowerCase()
  const made = lower.length === 1 ? lower.charCodeAt(0) : code
  SMALL.set(code, made)
  return made
}
const SMALL = new Map<number, number>()

const LETTER = /[\p{L}\p{N}]/u
/** How a URL or JSON writes a character: what stands behind it begins anew. */
const WRITTEN = /(%[\da-f]{2}|\\[nrtbf"/\\]|\\u[\da-f]{4})$/i

/** Whether what stands from `start` to `end` has no letter or digit beside it. */
function standsApart(text: string, start: number, end: number): boolean {
  if (end < text.length && LETTER.test(text.charAt(end))) return false
  return start === 0 || !LETTER.test(text.charAt(start - 1)) || WRITTEN.test(text.slice(Math.max(0, start - 6), start))
}

/**
 * Returns what replaces all of these texts in another, each where it stands as long as it can be. A beginning of a very
 * long one is replaced too: what was cut off is still its text. What differs in capitals from what is sought, and is
 * one of `kept`, stays.
 */
export function createFinder(texts: Iterable<Sought>, kept: ReadonlySet<string> = new Set()): (text: string) => string {
  const root = node()
  for (const entry of texts) {
    const { text } = entry
    let at = root
    for (let i = 0; i < text.length && i < BEGINNING; i++) {
      const code = small(text.charCodeAt(i))
      let next = at.next.get(code)
      if (!next) {
        next = node()
        at.next.set(code, next)
      }
      at = next
    }
    if (text.length > BEGINNING) at.longer.push(entry)
    else if (entry.bounded) at.ends.push(entry)
    else at.ends.unshift(entry)
  }

  /** What ends here, of those that are sought: the very same before what differs in capitals. */
  function ending(ends: readonly Sought[], text: string, start: number, end: number): Sought | undefined {
    if (ends.length === 0) return undefined
    const here = text.slice(start, end)
    const fits = ends.filter(({ bounded }) => !bounded || standsApart(text, start, end))
    return (
      fits.find((each) => each.text === here) ??
      (kept.has(here)
        ? undefined
        : fits.find((each) => each.anyCase === true || each.text === here.replace(/\s/g, ' ')))
    )
  }

  function find(text: string, start: number, tellingOnly: boolean): Found | null {
    let found: Found | null = null
    let at: Node | undefined = root
    for (let i = start; at; i++) {
      const ends = ending(tellingOnly ? at.ends.filter(({ telling }) => telling) : at.ends, text, start, i)
      if (ends) found = { length: i - start, by: ends.by, stays: ends.stays }
      for (const { text: longer, by, telling } of at.longer) {
        if (tellingOnly && telling !== true) continue
        let length = i - start
        while (length < longer.length && longer.charCodeAt(length) === text.charCodeAt(start + length)) length++
        if (!found || length > found.length) found = { length, by }
      }
      at = i < text.length ? at.next.get(small(text.charCodeAt(i))) : undefined
    }
    return found
  }

  return function replaced(text: string, tellingOnly = false): string {
    let made = ''
    let from = 0
    for (let at = 0; at < text.length; at++) {
      const found = root.next.has(small(text.charCodeAt(at))) ? find(text, at, tellingOnly) : null
      if (!found) continue
      const here = found.stays ? replaced(text.slice(at, at + found.length), true) : found.by
      made += text.slice(from, at) + here
      from = at + found.length
      at = from - 1
    }
    return from === 0 ? text : made + text.slice(from)
  }
}
