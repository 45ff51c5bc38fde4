/** A whole report of what was read, for people: what the panel exports, without the checks that are ignored. */
import { type Evidence, evidenceOf } from '../files/evidence'
import type { Mask } from '../files/mask/mask'
import type { Inspection } from '../inspection'

/** What is said of a report. */
export interface Reported {
  readonly mask: Mask
  readonly masked: boolean
  readonly version: string
  /** Milliseconds since 1970. */
  readonly madeAt: number
  readonly ignored: ReadonlySet<string>
}

/** Gathers everything of an inspection. */
export function reportOf({ state, findings, completeness }: Inspection, told: Reported): Evidence {
  const { mask, masked, version, madeAt, ignored } = told
  const about = {
    madeAt,
    version,
    completeness: completeness.doubts.map(({ text }) => text).join(' '),
    masked,
    browser: '',
  }
  const items = state.items.toArray().map(({ n }) => n)
  const all = evidenceOf({ state, findings, items, told: 'all', about }, mask)
  const asked = ({ rule }: Evidence['findings'][number]): boolean => !ignored.has(rule.id)
  return {
    ...all,
    findings: all.findings.filter(asked),
    entries: all.entries.map((entry) => ({ ...entry, findings: entry.findings.filter(asked) })),
  }
}
