/** The browser's cookies as the SDK keeps them: the visitor's ID, the clock's offset, and the variants of A/B tests. */

/** The visitor's ID; kept three years. */
export const ID = '__exponea_etc__'

/** The difference of the server's clock to the browser's in seconds; kept an hour. */
export const OFFSET = '__exponea_time2__'

/** Reads a cookie; undefined where there is none. */
export function readCookie(name: string): string | undefined {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`))
  return found === undefined ? undefined : decodeURIComponent(found.slice(name.length + 1))
}

/** Writes a cookie for the whole site; `seconds` is how long it is kept. */
export function writeCookie(name: string, value: string, seconds: number): void {
  const secure = location.protocol === 'https:' ? '; secure; samesite=none' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the SDK runs where no Cookie Store API is
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${seconds}${secure}`
}
