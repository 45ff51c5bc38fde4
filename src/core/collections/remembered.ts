/** A pure function of a text that keeps its last answers: addresses and names are few, and asked again and again. */

/** So many answers are kept, of texts of so many characters at most. */
const [MOST, LONGEST] = [100, 300]

/**
 * The same function, which must depend on the text alone and whose answers nobody may change. For several texts, one of
 * them remembers functions of the next.
 */
export function remembered<V>(of: (text: string) => V): (text: string) => V {
  const known = new Map<string, V>()
  return (text) => {
    if (text.length > LONGEST) return of(text)
    const before = known.get(text)
    if (before !== undefined) return before
    const made = of(text)
    if (known.size === MOST) known.clear()
    known.set(text, made)
    return made
  }
}
