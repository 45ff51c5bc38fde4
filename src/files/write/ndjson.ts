/** A result for programs: one JSON a line, or one for all. */
import type { Result } from './result'

/** One item a line. */
export function ndjson({ items }: Result): string {
  return items.map((row) => `${JSON.stringify(row)}\n`).join('')
}

/** Everything in one JSON. */
export function json(result: Result): string {
  return `${JSON.stringify({ v: 1, ...result }, null, 2)}\n`
}
