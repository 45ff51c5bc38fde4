/** What never leaves, masked or not: what opens something, wherever in a text it stands. All patterns are linear. */

/** Stands in the place of a secret. */
export const REMOVED = '(removed)'

/** Header lines in text, as in a copied command; the scheme stays, which is what tells a wrong one. */
const HEADER = /\b((?:proxy-)?authorization|set-cookie2?|x-api-key)(["']?\s{0,4}[:=]\s{0,4}["']?)([^\r\n"']+)/gi
const SCHEME = /^(basic|bearer|token|digest)\s/i
const BEARER = /\b(bearer|basic) {1,4}[\w.~+/=-]{8,}/gi
/** The three parts of a JSON web token. */
const TOKEN = /(?<![\w-])eyJ[\w-]{4,}\.eyJ[\w-]{4,}(?:\.[\w-]*)?/g
/** Keys that say of themselves that they are secret: Customer.io's `ak_`, and the usual `sk_`. */
const KEY = /\b(ak_|sk_(?:live_|test_)?)[\w-]{8,}/g
/** Name and password in an address. */
const USER = /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#@"'<>\\]{1,200}@/gi

/** The text without secrets. */
export function withoutSecrets(text: string): string {
  if (text.length < 8) return text
  return text
    .replace(TOKEN, REMOVED)
    .replace(HEADER, (_, name: string, between: string, value: string) => {
      const scheme = SCHEME.exec(value)?.[0] ?? ''
      return `${name}${between}${scheme}${REMOVED}`
    })
    .replace(BEARER, `$1 ${REMOVED}`)
    .replace(KEY, `$1${REMOVED}`)
    .replace(USER, `$1${REMOVED}@`)
}
