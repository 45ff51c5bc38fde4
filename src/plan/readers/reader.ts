/** What the readers of other tools' plans have in common: a plan, and each thing that it cannot hold, by name. */
import type { ItemType } from '../../core/item'
import { isObject, type Json, type JsonObject } from '../../core/json'
import { PLAN_FORMAT, type Plan, type PlannedEvent } from '../plan'
import { readSchema } from '../schema'

/** Something of the other plan that is not in this one. The place is told in the other plan's own words. */
export interface Loss {
  readonly place: string
  readonly text: string
}

/** A plan read from another tool's. */
export interface Foreign {
  readonly plan: Plan
  readonly losses: readonly Loss[]
}

/** The kinds of calls of the Segment specification, which other tools share, as items have them. */
export const CALLS: Readonly<Record<string, ItemType>> = {
  track: 'event',
  identify: 'identify',
  page: 'page',
  screen: 'screen',
  group: 'group',
  alias: 'alias',
}

/** Gathers the events of another tool's plan, and everything that cannot be kept, each with its place. */
export class Gathering {
  readonly events: PlannedEvent[] = []
  readonly losses: Loss[] = []

  lose(place: string, text: string): void {
    this.losses.push({ place, text })
  }

  /** Adds an event. A second one of the same type and name, and a schema that cannot be read, are losses. */
  add(event: PlannedEvent, place: string): void {
    const { name, type } = event
    if (this.events.some((other) => other.name === name && other.type === type)) {
      this.lose(place, 'It is planned twice: the first one counts.')
      return
    }
    const read = event.schema === undefined ? null : readSchema(event.schema, 'its schema')
    if (!read || !('problems' in read)) {
      this.events.push(event)
      return
    }
    const [problem] = read.problems
    this.lose(place, `Its schema is left out. ${problem?.place}: ${problem?.text}`)
    const { schema: _, ...rest } = event
    this.events.push(rest)
  }

  plan(name: string, description?: Json): Foreign {
    const plan: Plan = {
      'tracklens-plan': PLAN_FORMAT,
      name,
      ...(typeof description === 'string' && description !== '' ? { description } : {}),
      unplanned: 'warning',
      keys: {},
      events: this.events,
    }
    return { plan, losses: this.losses }
  }
}

/** The text, or undefined for anything else and for an empty one. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** So much of a value stands in a sentence, in characters. */
const LONGEST = 60

/** What stands in a plan where something else was expected, for a sentence. */
export function shown(value: Json | undefined): string {
  if (value === undefined || value === null || value === '') return '(none)'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

/** The list's objects. */
export function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}
