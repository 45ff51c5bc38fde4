/** What was seen of a plan: each planned event, what never came, and what came unplanned. */
import { type Grouped, Groups } from '../core/collections/groups'
import { isEmpty } from '../core/ids'
import { FAILED, type Item, PENDING } from '../core/item'
import type { State } from '../core/state'
import type { ReadyPlan } from './judge'
import { type PlannedEvent, titleOf } from './plan'

/** What was seen of one planned event. */
export interface EventCoverage {
  /** Its place in the plan. */
  readonly place: number
  readonly event: PlannedEvent
  /** How it is called. */
  readonly title: string
  readonly seen: number
  readonly valid: number
  readonly invalid: number
  /** Where every item of it is on its way. */
  readonly delivered: number
  readonly failed: number
  readonly pending: number
  readonly unknown: number
  /** As an identified customer, and as an anonymous one; of the others nobody told. */
  readonly identified: number
  readonly anonymous: number
  /** Milliseconds since 1970; null where it was never seen. */
  readonly lastSeen: number | null
  /** Ledger numbers, ascending. */
  readonly items: readonly number[]
}

/** Something that came and is not planned. */
export interface UnplannedCoverage {
  readonly vendor: string
  readonly type: Item['type']
  readonly name: string
  readonly nearest: string | null
  readonly lastSeen: number
  readonly items: readonly number[]
}

/** Everything that was seen of a plan. */
export interface Coverage {
  readonly events: readonly EventCoverage[]
  /** Most often seen first. */
  readonly unplanned: readonly UnplannedCoverage[]
  /** How many planned events were seen, and how many of those without any that is not as planned. */
  readonly seen: number
  readonly valid: number
}

/** Groups items by what a plan makes of them, so that only what changed is judged again. */
export function itemsByPlan({ judge }: Pick<ReadyPlan, 'judge'>): Groups<Item> {
  return new Groups<Item>((item) => {
    const { place, unplanned, valid } = judge(item)
    if (place === null) return unplanned ? [`unplanned ${JSON.stringify([item.vendor, item.type, item.name])}`] : []
    const told = item.sentAs ?? item.calledAs
    const as = told === null ? 'untold' : isEmpty(told.hard) ? 'anonymous' : 'identified'
    const key = (what: string) => `${place} ${what}`
    return [
      key('seen'),
      ...(valid === null ? [] : [key(valid ? 'valid' : 'invalid')]),
      key(deliveryOf(item)),
      ...(as === 'untold' ? [] : [key(as)]),
    ]
  })
}

function deliveryOf({ delivery }: Item): 'delivered' | 'failed' | 'pending' | 'unknown' {
  if (delivery === 'blocked' || FAILED.includes(delivery)) return 'failed'
  return PENDING.includes(delivery) ? 'pending' : delivery === 'delivered' ? 'delivered' : 'unknown'
}

/** Reads a plan's coverage from its groups, complete or as far as they are. */
export function coverageIn({ plan, matcher }: ReadyPlan, groups: Grouped<Item>): Coverage {
  const events = plan.events.map((event, place): EventCoverage => {
    const of = (what: string): readonly number[] => groups.of(`${place} ${what}`)
    const items = of('seen')
    return {
      ...{ place, event, items, title: titleOf(event) },
      seen: items.length,
      valid: of('valid').length,
      invalid: of('invalid').length,
      delivered: of('delivered').length,
      failed: of('failed').length,
      pending: of('pending').length,
      unknown: of('unknown').length,
      identified: of('identified').length,
      anonymous: of('anonymous').length,
      lastSeen: lastOf(items, groups),
    }
  })
  const unplanned = groups.keys('unplanned ').map((key): UnplannedCoverage => {
    const [vendor = '', type = 'event', name = ''] = JSON.parse(key.slice('unplanned '.length)) as [
      string,
      Item['type'],
      string,
    ]
    const items = groups.of(key)
    return {
      vendor,
      type,
      name,
      nearest: matcher.nearest({ vendor, type, name }),
      items,
      lastSeen: lastOf(items, groups) ?? 0,
    }
  })
  const seen = events.filter((each) => each.seen > 0)
  return {
    events,
    unplanned: unplanned.sort((a, b) => b.items.length - a.items.length || (a.name < b.name ? -1 : 1)),
    seen: seen.length,
    valid: seen.filter((each) => each.invalid === 0 && each.valid > 0).length,
  }
}

/** The coverage of a plan by a state. */
export function coverageOf(ready: ReadyPlan, state: Pick<State, 'items'>): Coverage {
  const groups = itemsByPlan(ready)
  groups.update(state.items)
  return coverageIn(ready, groups)
}

function lastOf(items: readonly number[], groups: Grouped<Item>): number | null {
  const last = groups.at(items.at(-1) ?? -1)
  return last ? (last.calledAt ?? last.seenAt) : null
}
