/** Which planned event an item is, which items a plan is about, and which planned name an unplanned one nearly has. */
import type { Item } from '../core/item'
import { EVENTS, type Plan, type PlannedEvent } from './plan'

/** What is asked of an item. */
type Named = Pick<Item, 'vendor' | 'type' | 'name'>

/** Finds the planned event of an item. */
export interface Matcher {
  /** Its place in the plan's events; null where none is it. The more an event says, the sooner it is the one. */
  readonly placeOf: (item: Named) => number | null
  /**
   * Whether an item that is not planned is missed in the plan: an event, or of a type of which the plan names some, of
   * a vendor that it is about. What an SDK tracks by itself is not, nor what has no name: no plan can name it, and that
   * it has none is a finding without a plan.
   */
  readonly misses: (item: Named & Pick<Item, 'automatic'>) => boolean
  /** The planned name that is nearest to this one, spelling mistakes away; null where none is near. */
  readonly nearest: (item: Named) => string | null
}

/** Makes the matcher of a plan. Names are looked up, so a plan of thousands costs no more than one of ten. */
export function createMatcher({ events }: Pick<Plan, 'events'>): Matcher {
  const table = new Map<string, number>()
  for (const [place, { vendor, type, name }] of events.entries()) table.set(keyOf(vendor, type, name), place)
  const types = new Set(events.map(({ type }) => type))
  const vendors = new Set(events.map(({ vendor }) => vendor))
  const about = (vendor: string) => vendors.has(undefined) || vendors.has(vendor)
  return {
    placeOf: ({ vendor, type, name }) => {
      const isEvent = EVENTS.has(type)
      const forms: readonly (readonly [string | undefined, string | undefined])[] = [
        [type, name],
        ...(isEvent && type !== 'event' ? [['event', name] as const] : []),
        [undefined, name],
        [type, undefined],
      ]
      for (const [as, called] of forms)
        for (const whose of [vendor, undefined]) {
          const place = table.get(keyOf(whose, as, called))
          if (place !== undefined) return place
        }
      return null
    },
    misses: ({ vendor, type, name, automatic }) => {
      if (automatic || name === '' || events.length === 0 || !about(vendor)) return false
      return types.has(type) || (EVENTS.has(type) && !TOKENS.has(type))
    },
    nearest: ({ vendor, type, name }) => {
      const names = events.flatMap((event) => (isLike(event, vendor, type) ? [event.name ?? ''] : []))
      return nearestOf(name, names)
    },
  }
}

function keyOf(vendor: string | undefined, type: string | undefined, name: string | undefined): string {
  return JSON.stringify([vendor ?? null, type ?? null, name ?? null])
}

function isLike(event: PlannedEvent, vendor: string, type: Item['type']): boolean {
  if (event.name === undefined || (event.vendor !== undefined && event.vendor !== vendor)) return false
  return event.type === undefined || event.type === type || (EVENTS.has(event.type) && EVENTS.has(type))
}

/** What a device hands over for itself: an event on the wire with some vendors, and nobody's plan. */
const TOKENS: ReadonlySet<Item['type']> = new Set(['push', 'device'])

/** Longer names are not compared letter by letter. */
const LONGEST = 80

/** The nearest of some names: with the same letters and digits first, else the one with the fewest slips. */
function nearestOf(name: string, names: readonly string[]): string | null {
  if (name === '') return null
  const wanted = folded(name)
  const same = names.find((other) => wanted !== '' && folded(other) === wanted)
  if (same !== undefined) return same
  if (name.length > LONGEST) return null
  let best: string | null = null
  let fewest = Math.max(1, Math.floor(wanted.length / 8)) + 1
  for (const other of names) {
    const form = folded(other)
    if (other.length > LONGEST || Math.abs(form.length - wanted.length) >= fewest) continue
    const slips = slipsBetween(wanted, form)
    if (slips < fewest) {
      fewest = slips
      best = other
    }
  }
  return best
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** How many letters must be put in, taken out, changed or swapped with the next. */
function slipsBetween(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let slips = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        slips = Math.min(slips, (before[j - 2] ?? 0) + 1)
      next.push(slips)
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
