/** E-mail addresses in text, found in a time that grows with its length alone: texts are as long as pages make them. */
import type { Span } from './spans'

/** What may stand before the sign: letters of any script; halves of a pair are tested one by one. */
const LOCAL = /[\p{L}\p{N}\p{M}\p{Cs}_.+-]/u
const LETTER = /[\p{L}\p{N}]/u
const LABEL = '[\\p{L}\\p{N}\\p{M}_-]+'
/** Of several dots, that of Chinese and Japanese among them (UTS 46); or the address of a server itself. */
const DOMAIN = new RegExp(`${LABEL}(?:[.\\u3002]${LABEL})+|\\[(?:IPv6:)?[\\da-f.:]{3,45}\\]`, 'iyu')
/** The version of a package, or the scale of a picture: `preact@10.5.0`, `logo@2x.png`. */
const NO_DOMAIN = /[.\u3002]\d+$|^\dx\./iu
const FOUR = /^(?:\d{1,3}\.){3}\d{1,3}$/
/** A host of one's own network has no dots; what stands before it must then tell that it is one. */
const HOST = new RegExp(`${LABEL}(?![\\p{L}\\p{N}\\p{M}_-]|:/)`, 'iyu')
const OWN = /^localhost$/i
const SCHEME = /(?:mailto|sips?|xmpp|acct):$/i
/** A package by what is published of it, or a place in a browser's own code. */
const PUBLISHED = /^(?:latest|next|beta|alpha|canary|rc|dev|debugger)$/i
/** Two words and more, in capitals, and how much is looked at for them. */
const NAME = /(?<!\p{L})(\p{Lu}[\p{L}\p{M}'’.-]*(?:\s\p{Lu}[\p{L}\p{M}'’.-]*){1,4})"?\s?$/u
const NAMED = 80
/** So long is a name in quotes. */
const QUOTED = 64

/** All addresses of a text as it is read, from left to right, each as long as it can be. */
export function* addressesIn(plain: string, by: (address: string) => string): Generator<Span> {
  let free = 0
  for (let at = plain.indexOf('@'); at >= 0; at = plain.indexOf('@', at + 1)) {
    if (at < free) continue
    const start = beginning(plain, at, free)
    if (start === at) continue
    const end = ending(plain, start, at)
    if (end === null) continue
    const name = plain[start - 1] === '<' && plain[end] === '>' ? nameBefore(plain, start - 1, free) : null
    if (name) yield { ...name, by: by(plain.slice(name.start, name.end)) }
    free = end
    yield { start, end, by: by(plain.slice(start, end)) }
  }
}

/** Where the host ends that stands behind the sign; null where none does. */
function ending(plain: string, start: number, sign: number): number | null {
  DOMAIN.lastIndex = sign + 1
  if (DOMAIN.test(plain)) {
    const domain = plain.slice(sign + 1, DOMAIN.lastIndex)
    return NO_DOMAIN.test(domain) && !FOUR.test(domain) ? null : DOMAIN.lastIndex
  }
  HOST.lastIndex = sign + 1
  if (!HOST.test(plain)) return null
  const host = plain.slice(sign + 1, HOST.lastIndex)
  const isOfPerson = /\p{L}[._]\p{L}/u.test(plain.slice(start, sign)) && !PUBLISHED.test(host)
  const isAddress = OWN.test(host) || isOfPerson || SCHEME.test(plain.slice(Math.max(0, start - 7), start))
  return isAddress && /^\p{L}/u.test(host) ? HOST.lastIndex : null
}

/** The name that mail has before an address in brackets: of one word, or in small letters, only in quotes. */
function nameBefore(plain: string, end: number, free: number): Omit<Span, 'by'> | null {
  const from = Math.max(free, end - NAMED)
  const before = plain.slice(from, end)
  const close = before.search(/"\s?$/)
  const open = close < 0 ? -1 : before.lastIndexOf('"', close - 1)
  if (open >= 0 && /^\p{L}[^\\]*\S$/u.test(before.slice(open + 1, close)))
    return { start: from + open + 1, end: from + close }
  const name = NAME.exec(before)
  const start = name ? from + name.index : end
  return name ? { start, end: start + (name[1] ?? '').length } : null
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
