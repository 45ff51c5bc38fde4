/** E-mail addresses in text, found in a time that grows with its length alone: texts are as long as pages make them. */

/** What may stand before the sign, and what after it; `%40` is the sign in a URL, `%2540` in one within it. */
const SIGN = /@|%(?:25){0,4}40/g
const LOCAL = /[\w.+-]/
const DOMAIN = /[\w-]+(?:\.[\w-]+)+/y

/** Where an address stands. `end` is behind its last character. */
interface Address {
  readonly start: number
  readonly end: number
}

/** All addresses of a text, from left to right, each as long as it can be. */
function* addressesIn(text: string): Generator<Address> {
  let free = 0
  for (const { 0: sign, index: at } of text.matchAll(SIGN)) {
    if (at < free) continue
    let start = at
    while (start > free && LOCAL.test(text.charAt(start - 1))) start--
    if (start === at) continue
    DOMAIN.lastIndex = at + sign.length
    if (!DOMAIN.test(text)) continue
    free = DOMAIN.lastIndex
    yield { start, end: free }
  }
}

/** The addresses themselves. */
export function addresses(text: string): string[] {
  return Array.from(addressesIn(text), ({ start, end }) => text.slice(start, end))
}

/** The text with something else in the place of each address. */
export function replaceAddresses(text: string, by: (address: string) => string): string {
  let made = ''
  let from = 0
  for (const { start, end } of addressesIn(text)) {
    made += text.slice(from, start) + by(text.slice(start, end))
    from = end
  }
  return from === 0 ? text : made + text.slice(from)
}
