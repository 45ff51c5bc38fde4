/** What was seen of a tracking plan, as plain values for whoever writes it; masked. */
import { isTime } from '../core/json'
import type { Mask } from './mask/mask'

/** A planned event as reports write it. */
export interface PlannedRow {
  readonly name: string
  /** The vendor's id; null for any. */
  readonly vendor: string | null
  readonly required: boolean
  readonly seen: number
  /** How many of these have properties as planned, and how many have not. */
  readonly valid: number
  readonly invalid: number
  readonly delivered: number
  readonly failed: number
  readonly pending: number
  readonly unknown: number
  readonly identified: number
  readonly anonymous: number
  /** ISO 8601, UTC; null where it was never seen. */
  readonly lastSeen: string | null
}

/** Something that came and is not planned; `nearest` is the planned name that is spelled most like it. */
interface UnplannedRow {
  readonly name: string
  readonly type: string
  readonly vendor: string
  readonly seen: number
  readonly nearest: string | null
}

/** What was seen of a plan. */
export interface Planned {
  readonly plan: string
  /** How many planned events were seen, and how many of these without any that is not as planned. */
  readonly seen: number
  readonly valid: number
  readonly events: readonly PlannedRow[]
  readonly unplanned: readonly UnplannedRow[]
}

/** A plan's coverage, as far as it is told; the plan's own room counts it. */
interface Covered {
  readonly seen: number
  readonly valid: number
  readonly events: readonly (Omit<PlannedRow, 'name' | 'vendor' | 'required' | 'lastSeen'> & {
    readonly title: string
    readonly event: { readonly vendor?: string; readonly required?: boolean }
    readonly lastSeen: number | null
  })[]
  readonly unplanned: readonly (Omit<UnplannedRow, 'seen'> & { readonly items: readonly number[] })[]
}

/** Tells a plan's coverage; `plan` is its name. */
export function plannedOf(plan: string, { seen, valid, events, unplanned }: Covered, mask: Mask): Planned {
  return {
    plan,
    seen,
    valid,
    events: events.map(({ title, event, lastSeen, ...counts }) => ({
      name: title,
      vendor: event.vendor ?? null,
      required: event.required === true,
      seen: counts.seen,
      valid: counts.valid,
      invalid: counts.invalid,
      delivered: counts.delivered,
      failed: counts.failed,
      pending: counts.pending,
      unknown: counts.unknown,
      identified: counts.identified,
      anonymous: counts.anonymous,
      lastSeen: lastSeen === null || !isTime(lastSeen) ? null : new Date(lastSeen).toISOString(),
    })),
    unplanned: unplanned.map(({ name, type, vendor, nearest, items }) => ({
      name: mask.text(name),
      type,
      vendor,
      seen: items.length,
      nearest,
    })),
  }
}

/** The whole in one sentence without a full stop. */
export function textOfPlanned({ plan, seen, valid, events, unplanned }: Planned): string {
  const quoted = (rows: readonly { readonly name: string }[]): string => {
    const more = rows.length > NAMED ? ` and ${rows.length - NAMED} more` : ''
    return (
      rows
        .slice(0, NAMED)
        .map(({ name }) => `“${name}”`)
        .join(', ') + more
    )
  }
  const never = events.filter((each) => each.seen === 0)
  return [
    `plan “${plan}”: ${seen} of ${events.length} planned events seen, ${valid} of these with properties as planned`,
    ...(never.length > 0 ? [`never seen: ${quoted(never)}`] : []),
    ...(unplanned.length > 0 ? [`not planned: ${quoted(unplanned)}`] : []),
  ].join('; ')
}

/** So many names stand in the sentence. */
const NAMED = 10
