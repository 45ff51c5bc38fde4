/** Reads literals of Swift, as the guides of mobile SDKs write them, into JSON: `["price": 2, "tags": ["a"]]`. */

/** A text, a bracket or sign, a word or number, or space. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]:,]|[^\s[\]:,"]+|\s+/gy

interface Open {
  readonly at: number
  isDictionary: boolean
}

/**
 * The JSON that a Swift literal stands for, or null where the text is none. Brackets with a colon right inside are a
 * dictionary, `nil` is null, and a comma may stand at the end.
 */
export function jsonOfSwift(text: string): string | null {
  const found: string[] = []
  const open: Open[] = []
  let end = 0
  for (const [token] of text.matchAll(TOKEN)) {
    end += token.length
    const inside = open.at(-1)
    if (token === '[') open.push({ at: found.length, isDictionary: false })
    if (token === ':') {
      if (!inside) return null
      inside.isDictionary = true
    }
    if (token !== ']') {
      found.push(token === 'nil' ? 'null' : token)
      continue
    }
    if (!inside) return null
    open.pop()
    let last = found.length - 1
    while (/^\s+$/.test(found[last] ?? '')) last--
    // `[:]` is the empty dictionary, and the last comma may be one too many.
    if (found[last] === ',' || (found[last] === ':' && last === inside.at + 1)) found.length = last
    if (inside.isDictionary) found[inside.at] = '{'
    found.push(inside.isDictionary ? '}' : ']')
  }
  return end === text.length && open.length === 0 ? found.join('') : null
}
