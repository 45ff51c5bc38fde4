/** What never leaves, masked or not: what opens something, wherever in a text it stands. All patterns are linear. */

/** Stands in the place of a secret. */
export const REMOVED = '(removed)'

/** Header lines in text, as in a copied command; the scheme stays, which is what tells a wrong one. */
const HEADER =
  /\b((?:proxy-)?authorization|set-cookie2?|x-(?:api-key|auth[\w-]{0,20}))(["']?\s{0,4}[:=]\s{0,4}["']?)([^\r\n"']+)/gi
/** A cookie's header has names and values; consent to cookies has neither. */
const COOKIES = /\b(cookie2?["']?\s{0,4}:\s{0,4}["']?)[^\s=;"']{1,100}=[^\r\n"']*/gi
const SCHEME = /^(basic|bearer|token|digest)\s/i
const BEARER = /\b(bearer|basic) {1,4}[\w.~+/=-]{8,}/gi
/** The three parts of a JSON web token. */
const TOKEN = /(?<![\w-])eyJ[\w-]{4,}\.eyJ[\w-]{4,}(?:\.[\w-]*)?/g
/** Keys that say of themselves that they are secret: Customer.io's `ak_`, and those of other services. */
const KEY = /\b(ak_|sk_(?:live_|test_)?|gh[oprsu]_|glpat-|xox[abeprs]-)[\w-]{8,}/g
const PRIVATE_KEY = /(-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----)[^-]{1,10000}/g
/** Name and password in an address, as JSON or a URL may write its signs. */
const USER = /(\b[a-z][a-z0-9+.-]{1,20}:\\{0,2}\/\\{0,2}\/)[^\s/?#"'<>\\]{1,200}@/gi
const NO_SCHEME = /((?<![\w:\\/])\/\/)[^\s/?#:@"'<>\\]{1,100}:[^\s/?#@"'<>\\]{1,100}@/g
const WRITTEN = /(%3A(?:%2F){2})(?:(?!%2F|%3F|%23|%22)[\w.~%!$'()*-]){1,200}%40/gi
/** What is said to be a password: words that say something of it are none. */
const SAID = new RegExp(
  '\\b((?:pass(?:word|wd|phrase)|pwd|(?:client|api|app)?[_-]?secret|(?:access|refresh|id|auth)[_-]?token' +
    '|private[_-]?key)\\s{0,4}[:=]\\s{0,4})(?=[^\\s"\',;&]{0,60}[^\\sA-Za-z"\',;:&.()-])[^\\s"\',;&]{6,}',
  'gi',
)

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
    .replace(PRIVATE_KEY, `$1${REMOVED}`)
    .replace(COOKIES, `$1${REMOVED}`)
    .replace(SAID, `$1${REMOVED}`)
    .replace(USER, `$1${REMOVED}@`)
    .replace(NO_SCHEME, `$1${REMOVED}@`)
    .replace(WRITTEN, `$1${REMOVED}%40`)
}
