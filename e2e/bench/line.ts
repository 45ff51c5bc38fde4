/** What a line of the bench is, and how its figures are written. */
import type { Workshop } from './workshop'

/** One measured promise. `value` is in `unit`; so is the yardstick's. */
export interface Figure {
  readonly name: string
  readonly value: number
  /** `ms`, `µs`, `KB`, `×` … */
  readonly unit: string
  /** What it is compared with, measured in the same run; null where the promise stands alone. */
  readonly yardstick: { readonly name: string; readonly value: number } | null
  readonly goal: Goal
}

/**
 * What is promised of the figure: of itself, of its difference to the yardstick, or of its ratio to it (for `least`:
 * the yardstick's to it).
 */
interface Goal {
  readonly of: 'value' | 'difference' | 'ratio'
  /** `most`: no more than this; `least`: so many times faster at least. */
  readonly bound: 'most' | 'least'
  readonly limit: number
}

/** One line: it measures and gives one figure or several that come out of the same run. */
export interface Line {
  /** The name in `--only`. */
  readonly id: string
  /** Lines with a lower number run first. */
  readonly order: number
  readonly measure: (workshop: Workshop) => Promise<readonly Figure[]>
}

/** What the goal is about. */
export function judged({ value, yardstick, goal }: Figure): number {
  if (goal.of === 'value' || !yardstick) return value
  if (goal.of === 'difference') return value - yardstick.value
  return goal.bound === 'least' ? yardstick.value / value : value / yardstick.value
}

/** Whether the promise is kept. */
export function kept(figure: Figure): boolean {
  const { bound, limit } = figure.goal
  return bound === 'most' ? judged(figure) <= limit : judged(figure) >= limit
}

/** `name: figure (yardstick …, ratio …, goal …) ok`. */
export function written(figure: Figure): string {
  const { name, value, unit, yardstick, goal } = figure
  const parts: string[] = []
  if (yardstick) {
    parts.push(`yardstick ${number(yardstick.value)} ${unit}: ${yardstick.name}`)
    parts.push(`ratio ${number(goal.bound === 'least' ? yardstick.value / value : value / yardstick.value)}`)
    if (goal.of === 'difference') parts.push(`difference ${number(value - yardstick.value)} ${unit}`)
  }
  const limit = `${goal.of === 'difference' ? '+' : ''}${goal.limit}${goal.of === 'ratio' ? '×' : ` ${unit}`}`
  parts.push(`goal ${goal.bound === 'most' ? '≤' : '≥'} ${limit}`)
  return `${name}: ${number(value)} ${unit} (${parts.join(', ')}) ${kept(figure) ? 'ok' : 'MISSED'}`
}

function number(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3
  return String(Number(value.toFixed(digits)))
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value below which this part (0 to 1) of some numbers lies; NaN of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}
