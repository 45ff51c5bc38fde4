/** A result for programs: one JSON a line, or one for all. */
import type { Result, Row } from './result'

/** One item a line. */
export function ndjson({ items }: Result): string {
  return [...ndjsonLines(items)].join('')
}

/** The same, line by line. */
export function* ndjsonLines(rows: readonly Row[]): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`
}

/** Everything in one JSON. */
export function json(result: Result): string {
  return `${JSON.stringify({ v: 1, ...result }, null, 2)}\n`
}
