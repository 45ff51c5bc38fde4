/** E-mail addresses in text, found in a time that grows with its length alone: texts are as long as pages make them. */
import type { Span } from './spans'

/** What may stand before the sign: letters of any script; halves of a pair are tested one by one. */
const LOCAL = /[\p{L}\p{N}\p{M}\p{Cs}_.+-]/u
const LETTER = /[\p{L}\p{N}]/u
const LABEL = '[\\p{L}\\p{N}\\p{M}_-]+'
/** Of several dots, that of Chinese and Japanese among them (UTS 46). */
const DOMAIN = new RegExp(`${LABEL}(?:[.\\u3002]${LABEL})+`, 'iyu')
/** So long is a name in quotes. */
const QUOTED = 64

/** All addresses of a text as it is read, from left to right, each as long as it can be. */
export function* addressesIn(plain: string, by: (address: string) => string): Generator<Span> {
  let free = 0
  for (let at = plain.indexOf('@'); at >= 0; at = plain.indexOf('@', at + 1)) {
    if (at < free) continue
    const start = beginning(plain, at, free)
    if (start === at) continue
    DOMAIN.lastIndex = at + 1
    if (!DOMAIN.test(plain)) continue
    free = DOMAIN.lastIndex
    yield { start, end: free, by: by(plain.slice(start, free)) }
  }
}

/** Where the part before the sign begins; the sign's own place where there is none. */
function beginning(plain: string, sign: number, free: number): number {
  if (plain[sign - 1] === '"') {
    const quote = plain.lastIndexOf('"', sign - 2)
    if (quote >= Math.max(free, sign - QUOTED) && quote < sign - 2) return quote
  }
  let start = sign
  while (start > free && (LOCAL.test(plain.charAt(start - 1)) || isApostrophe(plain, start, free))) start--
  return start
}

/** Whether an apostrophe stands before a place, between two letters: it ends a quotation elsewhere. */
function isApostrophe(plain: string, at: number, free: number): boolean {
  if (at - 2 < free || (plain[at - 1] !== "'" && plain[at - 1] !== '\u2019')) return false
  return LETTER.test(plain.charAt(at)) && LETTER.test(plain.charAt(at - 2))
}
