/** The place in the code that called an SDK, read from the stack of its call. */

/** A place in a file; line and column count from 1. */
export interface CallSite {
  readonly url: string
  readonly line: number
  readonly column: number
}

/** An address with a line and a column at the end of a stack's line, in brackets or not. */
const PLACE = /(?:^|[\s(@])((?:[a-z][a-z\d+.-]*:\/\/|\/)?[^\s()@]+):(\d+):(\d+)\)?$/i

/**
 * The innermost place that a stack names: its first line is the caller, in the form of Chromium (`at buy (app.js:1:2)`)
 * and of Firefox (`buy@app.js:1:2`). Null where no line names a place.
 */
export function callSite(stack: string): CallSite | null {
  for (const line of stack.split('\n')) {
    const [, url, row, column] = PLACE.exec(line.trim()) ?? []
    if (url !== undefined) return { url, line: Number(row), column: Number(column) }
  }
  return null
}
