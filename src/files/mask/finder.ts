/** Finds many known texts in another at once, in a time that grows with its length, however many they are. */

/** Of longer texts so much is looked for; where it is found, they are followed as far as they go on. */
const BEGINNING = 64

/** A text that is looked for, what is put in its place, and whether it must stand apart from other letters. */
export interface Sought {
  readonly text: string
  readonly by: string
  readonly bounded: boolean
}

/** What goes on with a character, and what is to be put in the place of a text that ends here. */
interface Node {
  readonly next: Map<number, Node>
  ends: Sought | undefined
  /** Texts that are longer than what is looked for. */
  readonly longer: Sought[]
}

/** What was found at a place: how much of the text it is, and what is to be put there. */
interface Found {
  readonly length: number
  readonly by: string
}

const node = (): Node => ({ next: new Map(), ends: undefined, longer: [] })

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
 * long one is replaced too: what was cut off is still its text.
 */
export function createFinder(texts: Iterable<Sought>): (text: string) => string {
  const root = node()
  for (const entry of texts) {
    const { text } = entry
    let at = root
    for (let i = 0; i < text.length && i < BEGINNING; i++) {
      const code = text.charCodeAt(i)
      let next = at.next.get(code)
      if (!next) {
        next = node()
        at.next.set(code, next)
      }
      at = next
    }
    if (text.length > BEGINNING) at.longer.push(entry)
    else if (!at.ends || (at.ends.bounded && !entry.bounded)) at.ends = entry
  }

  function find(text: string, start: number): Found | null {
    let found: Found | null = null
    let at: Node | undefined = root
    for (let i = start; at; i++) {
      if (at.ends && (!at.ends.bounded || standsApart(text, start, i))) found = { length: i - start, by: at.ends.by }
      for (const { text: longer, by } of at.longer) {
        let length = i - start
        while (length < longer.length && longer.charCodeAt(length) === text.charCodeAt(start + length)) length++
        if (!found || length > found.length) found = { length, by }
      }
      at = i < text.length ? at.next.get(text.charCodeAt(i)) : undefined
    }
    return found
  }

  return (text) => {
    let made = ''
    let from = 0
    for (let at = 0; at < text.length; at++) {
      const found = root.next.has(text.charCodeAt(at)) ? find(text, at) : null
      if (!found) continue
      made += text.slice(from, at) + found.by
      from = at + found.length
      at = from - 1
    }
    return from === 0 ? text : made + text.slice(from)
  }
}
