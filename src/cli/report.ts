/** A whole report of what was read, for people: what the panel exports, without the checks that are ignored. */
import type { Check } from '../checks/check'
import { type About, type Evidence, evidenceOf } from '../files/evidence'
import type { Mask } from '../files/mask/mask'
import type { Planned } from '../files/planned'
import type { Inspection } from '../inspection'

/** What is said of a report. */
export interface Reported {
  readonly mask: Mask
  readonly masked: boolean
  readonly version: string
  /** The last moment that the files tell of, in milliseconds since 1970; 0 where they tell of none. */
  readonly until: number
  readonly ignored: ReadonlySet<string>
  /** The checks by which was judged, and what was seen of the plan; null without one. */
  readonly checks: readonly Check[]
  readonly planned: Planned | null
}

/** Gathers everything of an inspection. */
export function reportOf({ state, findings, completeness }: Inspection, told: Reported): Evidence {
  const { mask, masked, version, until, ignored, checks, planned } = told
  const about: About = {
    madeAt: null,
    filesUntil: until || null,
    version,
    completeness: completeness.doubts.map(({ text }) => text).join(' '),
    masked,
    browser: '',
  }
  const items = state.items.toArray().map(({ n }) => n)
  const all = evidenceOf({ state, findings, items, told: 'all', about, checks, planned }, mask)
  const asked = ({ rule }: Evidence['findings'][number]): boolean => !ignored.has(rule.id)
  return {
    ...all,
    findings: all.findings.filter(asked),
    entries: all.entries.map((entry) => ({ ...entry, findings: entry.findings.filter(asked) })),
  }
}
