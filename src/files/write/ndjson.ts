/** A result for programs: one JSON text per line, or one for all. */
import { visible } from './plain'
import type { Result, Row } from './result'

/** A line of JSON for each item; the keys are listed in the README. */
export function ndjson({ items }: Result): string {
  return [...ndjsonLines(items)].join('')
}

/** The same, line by line. */
export function* ndjsonLines(rows: readonly Row[]): Generator<string> {
  for (const row of rows) yield `${written(row)}\n`
}

/** The whole result as one JSON text. */
export function json(result: Result): string {
  return `${written({ v: 1, ...result }, 2)}\n`
}

/** What steers a terminal or turns the direction of text is escaped: for a program it is the same. */
function written(value: object, indent?: number): string {
  return visible(JSON.stringify(value, null, indent))
}
