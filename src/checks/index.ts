/** All checks: every file in `rules/` that exports a `check`. */
import type { Check } from './check'
import { createFindings } from './judging'

/** All checks, in the order of their ids. */
export const checks: readonly Check[] = Object.values(
  import.meta.glob<Check>('./rules/*.ts', { eager: true, import: 'check' }),
)

/** Judges a state by all checks; only what changed since `previous` is looked at again. */
export const findingsOf = createFindings(checks)
