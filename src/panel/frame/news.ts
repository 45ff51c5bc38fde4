/** Reads what is new from the text of CHANGELOG.md. */

/** One version with what is new in it, a line each. */
export interface News {
  readonly version: string
  readonly lines: readonly string[]
}

/** The versions in the order of the text. A version begins with `## `, what is new in it with `- `. */
export function readNews(text: string): readonly News[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [version = '', ...rest] = part.split('\n')
      const lines = rest
        .join('\n')
        .split(/^- /m)
        .slice(1)
        .map((line) => line.replace(/[*`]/g, '').replace(/\s+/g, ' ').trim())
      return { version: version.trim(), lines }
    })
}
