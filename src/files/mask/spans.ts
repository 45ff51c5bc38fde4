/** Replaces parts of a text that are found in it as it is read: in whatever way a URL, JSON or HTML writes them. */
import { characterAt, writtenAs } from './reading'

/** A part of a text as it is read, and what is to be put in its place. `end` is behind its last character. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly by: string
}

/** Finds parts of a text as it is read, from left to right, none within another. */
export type Find = (plain: string) => Iterable<Span>

/** What stands in the place of what was found already: it is no part of anything else. */
const HIDDEN = '\0'

/** The text with all that is found; what one has found is hidden from those that follow. */
export function replaceRead(text: string, finds: readonly Find[]): string {
  const written = read(text)
  let { plain } = written
  const all: Span[] = []
  for (const find of finds) {
    let made = ''
    let from = 0
    for (const span of find(plain)) {
      all.push(span)
      made += plain.slice(from, span.start) + HIDDEN.repeat(span.end - span.start)
      from = span.end
    }
    if (from > 0) plain = made + plain.slice(from)
  }
  let made = ''
  let from = 0
  for (const { start, end, by } of all.sort((a, b) => a.start - b.start)) {
    const [first, last] = [placeOf(written, start), placeOf(written, end)]
    made += text.slice(from, first) + writtenAs(by, text.slice(first, last))
    from = last
  }
  return from === 0 ? text : made + text.slice(from)
}

/** All that a pattern finds and `by` has something for. The pattern's first group stands before it, and stays. */
export function* spansOf(
  plain: string,
  pattern: RegExp,
  by: (hit: string, at: number) => string | undefined,
): Generator<Span> {
  for (const match of plain.matchAll(pattern)) {
    const before = match[1] ?? ''
    const hit = match[0].slice(before.length)
    const start = match.index + before.length
    const now = by(hit, start)
    if (now !== undefined) yield { start, end: match.index + match[0].length, by: now }
  }
}

/** A text as it is read, and where each of its characters is written; null where it is read as it is. */
interface Readable {
  readonly plain: string
  readonly places: Uint32Array | null
}

/** Where a character of it is written. One in the middle of what stands for several is where the next one is. */
function placeOf({ places }: Readable, at: number): number {
  if (!places) return at
  let next = at
  while (next > 0 && next < places.length - 1 && places[next] === places[next - 1]) next++
  return places[next] ?? 0
}

/** What is read as something else. */
const WRITTEN = /[\\\x80-\uffff]|%(?:u|[\da-f]{2})|&(?:#|\w{1,10};)|\s{4}/i
/** What is read as it is, for some length. */
const JUST_SO = /[^%\\&\s\x80-\uffff]+/y

function read(text: string): Readable {
  if (!WRITTEN.test(text)) return { plain: text, places: null }
  const places = new Uint32Array(text.length + 1)
  const parts: string[] = []
  let length = 0
  for (let at = 0; at < text.length; ) {
    JUST_SO.lastIndex = at
    const same = JUST_SO.test(text) ? JUST_SO.lastIndex : at
    for (let place = at; place < same; place++) places[length++] = place
    if (same > at) parts.push(text.slice(at, same))
    at = same
    if (at === text.length) break
    const code = text.charCodeAt(at)
    const next = code < 0x80 || isHalf(code) ? characterAt(text, at) : { char: text.charAt(at), end: at + 1 }
    const plain = plainly(next.char)
    for (let n = 0; n < plain.length; n++) places[length++] = at
    parts.push(plain)
    at = next.end
  }
  places[length] = text.length
  return { plain: parts.join(''), places: places.subarray(0, length + 1) }
}

function isHalf(code: number): boolean {
  return code >= 0xd800 && code < 0xe000
}

const known = new Map<string, string>()

/** Wide letters and digits as narrow ones; nothing for what is not seen. It is never longer than what it stands for. */
function plainly(char: string): string {
  const before = known.get(char)
  if (before !== undefined) return before
  const narrow = char.normalize('NFKC').replace(/\p{Cf}/gu, '')
  const made = narrow.length > char.length ? char : narrow
  known.set(char, made)
  return made
}
