/** A plan made ready to judge by: which planned event an item is, and how far it is as planned. */
import type { Item } from '../core/item'
import { type Instance, instanceOf } from './instance'
import { createMatcher, type Matcher } from './match'
import type { Plan, PlannedEvent } from './plan'
import { namesIn, readSchema } from './schema'
import { type Breach, createValidate, type Validate } from './validate'

/** What a plan says of an item. */
interface Judgement {
  /** The place of its event in the plan; null: it is not planned. */
  readonly place: number | null
  /** It is missed in the plan: see `Matcher.misses`. */
  readonly unplanned: boolean
  /** Whether its properties are as planned; true where the plan says nothing of them, null where nobody can say. */
  readonly valid: boolean | null
  readonly breaches: readonly Breach[]
  /** Whether the wire was judged, or the call. */
  readonly from: Instance['from']
}

/** A plan with what is made of it once. */
export interface ReadyPlan {
  readonly plan: Plan
  readonly matcher: Matcher
  /** What the plan says of an item; judged once for each item as it stands. */
  readonly judge: (item: Item) => Judgement
  readonly eventOf: (item: Item) => PlannedEvent | null
}

/** Makes a plan ready. It was read by `readPlan`; a schema that cannot be read says nothing here. */
export function ready(plan: Plan): ReadyPlan {
  const matcher = createMatcher(plan)
  const rules = plan.events.map(ruleOf)
  const known = new WeakMap<Item, Judgement>()
  const judge = (item: Item): Judgement => {
    const made = known.get(item) ?? judged(item, matcher, rules)
    known.set(item, made)
    return made
  }
  return { plan, matcher, judge, eventOf: (item) => plan.events[judge(item).place ?? -1] ?? null }
}

interface Rule {
  readonly named: ReadonlySet<string>
  readonly validate: Validate | null
}

function ruleOf({ schema }: PlannedEvent): Rule {
  const read = schema === undefined ? null : readSchema(schema, 'schema')
  if (!read || 'problems' in read) return { named: new Set(), validate: null }
  const named = namesIn(read.schema)
  return { named, validate: createValidate(read, named) }
}

function judged(item: Item, matcher: Matcher, rules: readonly Rule[]): Judgement {
  const place = matcher.placeOf(item)
  const from = item.wireProperties === null ? 'call' : 'wire'
  const rule = place === null ? undefined : rules[place]
  const unplanned = place === null && matcher.misses(item)
  if (!rule?.validate) return { place, unplanned, valid: place === null ? null : true, breaches: [], from }
  return { place, unplanned, ...rule.validate(instanceOf(item, rule.named)), from }
}
