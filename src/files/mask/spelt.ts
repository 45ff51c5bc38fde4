/** E-mail addresses that are spelt out in text: `jane (at) shop.example`, `jane at shop dot example`. */
import type { Span } from './spans'

const OPEN = '[\\s+]{0,2}[([{<][\\s+]?'
const CLOSE = '[\\s+]?[)\\]}>][\\s+]{0,2}'
/** The sign, in brackets; or as a word, and then the dots are words as well. A plus is a blank in forms. */
const SIGN = new RegExp(`${OPEN}at${CLOSE}|[\\s+]at[\\s+]`, 'gi')
const LABEL = '[\\p{L}\\p{N}\\p{M}_-]{1,63}'
const WORD = '[\\s+]dot[\\s+]'
const DOT = `(?:${OPEN}dot${CLOSE}|${WORD}|\\.)`
const HOST = new RegExp(`${LABEL}(?:${DOT}${LABEL}){0,8}`, 'iyu')
const HOST_IN_WORDS = new RegExp(`${LABEL}(?:(?:${OPEN}dot${CLOSE}|${WORD})${LABEL}){1,8}`, 'iyu')
const LOCAL = /[\p{L}\p{N}\p{M}_.-]/u
/** What stands between two parts before the sign. */
const DOT_BEFORE = new RegExp(`(?:${OPEN}dot${CLOSE}|${WORD})$`, 'i')
/** So long is what stands before the sign (RFC 5321, section 4.5.3.1.1), and how a dot is spelt. */
const LONGEST = 64
const LONGEST_DOT = 9

/** All of them in a text as it is read, from left to right; `by` gets each as it would be written otherwise. */
export function* speltIn(plain: string, by: (address: string) => string): Generator<Span> {
  let free = 0
  for (const { 0: sign, index } of plain.matchAll(SIGN)) {
    const host = /[([{<]/.test(sign) ? HOST : HOST_IN_WORDS
    host.lastIndex = index + sign.length
    if (index < free || !host.test(plain)) continue
    const { lastIndex: end } = host
    const start = beginning(plain, index, Math.max(free, index - LONGEST))
    if (start === index) continue
    free = end
    const name = joined(plain.slice(start, index))
    yield { start, end, by: by(`${name}@${joined(plain.slice(index + sign.length, end))}`) }
  }
}

/** Where the part before the sign begins, spelt dots and all. */
function beginning(plain: string, sign: number, least: number): number {
  let start = sign
  while (start > least && LOCAL.test(plain.charAt(start - 1))) start--
  if (start === sign) return sign
  const dot = DOT_BEFORE.exec(plain.slice(Math.max(least, start - LONGEST_DOT), start))
  const before = dot ? start - dot[0].length : start
  const further = dot ? beginning(plain, before, least) : before
  return further < before ? further : start
}

function joined(spelt: string): string {
  return spelt.replace(new RegExp(DOT, 'gi'), '.')
}
