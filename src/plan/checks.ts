/** The checks that are made from a plan: ordinary ones, judged and shown with all others. */
import type { Check, ItemPast, Severity } from '../checks/check'
import { hardIds, propertiesOf, who } from '../checks/reading'
import { hostOf } from '../core/answer'
import { clash, isEmpty } from '../core/ids'
import { FAILED, type Item, PENDING } from '../core/item'
import { isObject, type Json } from '../core/json'
import { keyOfTracker, projectOfTracker } from '../core/query/tracker-key'
import { whoseIs } from '../core/query/whose'
import { doubtOfId } from '../providers/id-kind'
import { keysFor } from './hosts'
import type { ReadyPlan } from './judge'
import { EVENTS, titleOf } from './plan'
import { shown } from './schema'
import { at, type BreachKind } from './validate'

/**
 * Makes the checks of a plan. `ended`: nothing follows any more (a file), so what never came is a finding; of a page
 * that is looked at live it may come yet.
 */
export function planChecks(ready: ReadyPlan, ended: boolean): readonly Check[] {
  const make = maker(ready.plan.name)
  return [
    ...(ready.plan.unplanned === 'ignore' ? [] : [unplanned(ready, make, ready.plan.unplanned)]),
    ...BREACHES.map(([kind, id, title, advice]) => breach(ready, make, { kind, id, title, advice })),
    notIdentified(ready, make),
    notSurelyHard(ready, make),
    notDelivered(ready, make, ended),
    notProven(ready, make, { id: 'plan-not-proven', severity: 'warning', wanted: true }),
    notProven(ready, make, { id: 'plan-must-be-proven', severity: 'error', wanted: 'proven' }),
    twice(ready, make),
    onceOpen(ready, make),
    wrongKey(ready, make),
    ...(ended ? [neverSeen(ready, make)] : []),
  ]
}

type Make = (part: Pick<Check, 'id' | 'title' | 'advice'> & Partial<Check>) => Check

function maker(name: string): Make {
  const source = `The tracking plan “${name}”.`
  return (part) => ({ vendor: null, severity: 'error', certainty: 'documented', source, ...part })
}

function unplanned({ judge, matcher }: ReadyPlan, make: Make, severity: Severity): Check {
  return make({
    id: 'plan-unplanned',
    title: 'Not in the tracking plan',
    severity,
    advice: 'Correct the name in the page, or add the event to the plan.',
    item: (item) => {
      if (!judge(item).unplanned) return null
      const near = matcher.nearest(item)
      const what = EVENTS.has(item.type) ? 'event' : item.type
      return `The ${what} “${item.name}” is not planned${near === null ? '' : `; “${near}” is`}.`
    },
  })
}

const BREACHES: readonly (readonly [BreachKind, string, string, string])[] = [
  ['missing', 'plan-missing', 'A required property is missing', 'Give the property where the event is tracked.'],
  [
    'type',
    'plan-type',
    'A property of another type',
    'Give the value as planned: a number without quotes, for example.',
  ],
  ['additional', 'plan-additional', 'A property that is not planned', 'Take it out, or add it to the event’s schema.'],
  ['value', 'plan-value', 'A value that is not as planned', 'Give a value that the event’s schema allows.'],
]

interface BreachCheck {
  readonly kind: BreachKind
  readonly id: string
  readonly title: string
  readonly advice: string
}

function breach({ judge, eventOf }: ReadyPlan, make: Make, { kind, ...about }: BreachCheck): Check {
  return make({
    ...about,
    item: (item) => {
      const { breaches, from } = judge(item)
      const texts = breaches.flatMap((each) => (each.kind === kind ? [each.text] : []))
      if (texts.length === 0) return null
      const event = eventOf(item)
      const where = from === 'wire' ? '' : ', as called'
      return `“${event ? titleOf(event) : item.name}”${where}: ${listed(texts, kind)}.`
    },
  })
}

/** How many breaches of one kind a sentence tells. */
const TOLD = 8

function listed(texts: readonly string[], kind: BreachKind): string {
  const more = texts.length > TOLD ? ` and ${texts.length - TOLD} more` : ''
  const told = texts.slice(0, TOLD).join(kind === 'missing' || kind === 'additional' ? ', ' : '; ') + more
  return kind === 'missing' ? `${told} missing` : kind === 'additional' ? `${told} not planned` : told
}

function notIdentified({ eventOf }: ReadyPlan, make: Make): Check {
  return make({
    id: 'plan-not-identified',
    title: 'Not sent as an identified customer',
    advice: 'Identify the customer before the event is tracked.',
    item: (item) => {
      const told = item.sentAs ?? item.calledAs
      if (eventOf(item)?.as !== 'hard' || told === null || !isEmpty(hardIds(item))) return null
      return `“${item.name}” is planned with a hard ID, and ${item.sentAs ? 'was sent' : 'was called'} as ${who(told)}.`
    },
  })
}

function notSurelyHard({ eventOf }: ReadyPlan, make: Make): Check {
  return make({
    id: 'plan-hard-open',
    severity: 'note',
    title: 'Identified only if the project says so',
    advice: 'Look up in the project whether this ID is a hard one.',
    item: (item) => {
      const names = Object.keys(hardIds(item))
      if (eventOf(item)?.as !== 'hard' || names.length === 0) return null
      const doubts = names.map((name) => doubtOfId(item.vendor, name))
      if (doubts.includes(null)) return null
      const how = item.sentAs ? 'was sent' : 'was called'
      return `“${item.name}” is planned with a hard ID, and ${how} with ${names.join(', ')} alone. ${doubts[0]}`
    },
  })
}

function notDelivered({ eventOf }: ReadyPlan, make: Make, ended: boolean): Check {
  return make({
    id: 'plan-not-delivered',
    title: 'Planned to arrive, and did not',
    advice: 'Look at the item’s attempts: what the server said, or why it was never sent.',
    item: (item) => {
      if (!eventOf(item)?.delivered) return null
      const open = ended && PENDING.includes(item.delivery) && item.delivery !== 'in flight'
      if (!open && item.delivery !== 'blocked' && !FAILED.includes(item.delivery)) return null
      return `“${item.name}” is ${item.delivery}${open ? ' at the end' : ''}: ${item.why}`
    },
  })
}

/** Which of the two checks: `wanted` is what an event's `delivered` says. */
interface Proof {
  readonly id: string
  readonly severity: Severity
  readonly wanted: true | 'proven'
}

function notProven({ eventOf }: ReadyPlan, make: Make, { id, severity, wanted }: Proof): Check {
  return make({
    id,
    severity,
    title: 'Not proven to have arrived',
    advice: 'Nobody saw an answer that proves it. The item’s attempts say what was seen instead.',
    item: (item) =>
      eventOf(item)?.delivered === wanted && item.delivery === 'unknown'
        ? `Whether “${item.name}” arrived is not proven: ${item.why}`
        : null,
  })
}

/** The value that a customer may have only once; undefined where the plan says nothing or the item has none. */
function onceValue({ eventOf }: ReadyPlan, item: Item): Json | undefined {
  const once = eventOf(item)?.once
  const properties = propertiesOf(item)
  if (once === undefined) return undefined
  return Object.hasOwn(properties, once) ? properties[once] : at(properties, once.split('.'))
}

/** So many of the earlier ones are looked at first, and then so many times more: nearly always the newest is it. */
const FEW = 16
const TIMES = 8

/**
 * The newest earlier item with the same value that fits. All are looked at: many customers may share a value. No more
 * memory is taken than for their list.
 */
function earlierThat(past: ItemPast, fits: (item: Item) => boolean): Item | undefined {
  for (let most = FEW, seen = 0; ; seen = most, most *= TIMES) {
    const earlier = past.earlier(most)
    const found = earlier.slice(seen).find(fits)
    if (found || earlier.length < most) return found
  }
}

function twice(plan: ReadyPlan, make: Make): Check {
  return make({
    id: 'plan-twice',
    title: 'More than once for a customer',
    advice: 'Track it once: look for a reload of the page, a second listener, or two SDKs that both track it.',
    key: (item) => {
      const value = onceValue(plan, item)
      if (value === undefined || value === null || isObject(value)) return null
      // Customers are the project's, whichever of its SDKs has tracked, on whatever device.
      const project = projectOfTracker(item.tracker, item.vendor)
      return JSON.stringify([item.vendor, project, item.type, item.name, value])
    },
    item: (item, past) => {
      if (!mayArrive(item)) return null
      const value = onceValue(plan, item)
      if (value === undefined) return null
      const before = earlierThat(past, (other) => mayArrive(other) && isSamePerson(past, other, item))
      if (!before) return null
      const once = plan.eventOf(item)?.once
      const text = `“${item.name}” with ${once} ${shown(value)} is planned once for a customer, and came before.`
      return { text, items: [before.n, item.n] }
    },
  })
}

/** Without its value nobody can tell whether an item came before: said, unless the schema has said so already. */
function onceOpen(plan: ReadyPlan, make: Make): Check {
  return make({
    id: 'plan-once-open',
    severity: 'warning',
    title: 'Whether it came only once cannot be told',
    advice: 'Give the property where the event is tracked, or correct its name in the plan.',
    item: (item) => {
      const once = plan.eventOf(item)?.once
      if (once === undefined || !mayArrive(item)) return null
      const value = onceValue(plan, item) ?? null
      if (value !== null && !isObject(value)) return null
      if (plan.judge(item).breaches.some(({ kind }) => kind === 'missing' || kind === 'type')) return null
      const is = value === null ? 'has none' : 'has an object there'
      return `“${item.name}” is planned once for each ${once}, and ${is}.`
    },
  })
}

function mayArrive({ delivery }: Item): boolean {
  return delivery !== 'blocked' && !FAILED.includes(delivery)
}

/**
 * Whether two items are one customer's, by whose they are now: what was sent anonymously is the person's to whom its
 * soft ID was tied. No id speaks against it, and one that both have speaks for it.
 */
function isSamePerson(known: Parameters<typeof whoseIs>[0], a: Item, b: Item): boolean {
  if (!(a.sentAs ?? a.calledAs) || !(b.sentAs ?? b.calledAs)) return true
  const [one, other] = [whoseIs(known, a).customer, whoseIs(known, b).customer]
  if (!one || !other) return one === other
  const shares = (x: Readonly<Record<string, string>>, y: Readonly<Record<string, string>>) =>
    Object.keys(x).some((name) => Object.hasOwn(y, name) && x[name] === y[name])
  return !clash(one.hard, other.hard) && (shares(one.hard, other.hard) || shares(one.soft, other.soft))
}

function wrongKey({ plan }: ReadyPlan, make: Make): Check {
  const vendors = new Set(plan.events.map(({ vendor }) => vendor))
  const about = (vendor: string) => vendors.size === 0 || vendors.has(undefined) || vendors.has(vendor)
  return make({
    id: 'plan-wrong-key',
    title: 'Another project’s key on this host',
    advice: 'Configure the SDK with the key that the plan has for this host, or correct the plan’s keys.',
    key: (item) => `${item.doc} ${item.tracker}`,
    item: (item, past) => {
      // Without a key there is nothing to compare.
      const key = keyOfTracker(item.tracker, item.vendor)
      if (key === null || !about(item.vendor) || past.earlier(1).length > 0) return null
      const page = past.documents.get(item.doc)?.url ?? ''
      const planned = keysFor(plan, page)
      if (!planned || planned.keys.includes(key)) return null
      const right = planned.keys.length > 0 ? planned.keys.map((each) => `“${each}”`).join(' or ') : 'none'
      return `${hostOf(page)} tracks to the key “${key}”; planned for ${planned.pattern}: ${right}.`
    },
  })
}

function neverSeen({ plan, matcher }: ReadyPlan, make: Make): Check {
  return make({
    id: 'plan-never-seen',
    title: 'Required, and never seen',
    advice: 'Do on the page what tracks it, or take “required” out of the plan.',
    tracker: (tracker, { state }) => {
      // About the whole record, so it is said once: of the first tracker.
      if (state.trackers.first()?.id !== tracker.id || !plan.events.some(({ required }) => required)) return null
      const seen = new Set(state.items.map((item) => matcher.placeOf(item)))
      const missing = plan.events.filter((event, place) => event.required && !seen.has(place))
      if (missing.length === 0) return null
      const names = missing.slice(0, TOLD).map((event) => `“${titleOf(event)}”`)
      const more = missing.length > TOLD ? ` and ${missing.length - TOLD} more` : ''
      return `Never seen: ${names.join(', ')}${more}.`
    },
  })
}
