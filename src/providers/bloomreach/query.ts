/** Reads query parameters from an address without a browser's URL class. */

/** The first value of each query parameter; null for a name without a value. Undecodable text is kept as it is. */
export function queryOf(url: string): ReadonlyMap<string, string | null> {
  const result = new Map<string, string | null>()
  const query = url.replace(/#.*$/s, '').split('?').slice(1).join('?')
  for (const pair of query.split('&')) {
    if (pair === '') continue
    const [name = '', ...rest] = pair.split('=')
    if (!result.has(decode(name))) result.set(decode(name), rest.length === 0 ? null : decode(rest.join('=')))
  }
  return result
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
