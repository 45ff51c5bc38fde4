/** Reads a plan's file: what is wrong is told with its place and what to do about it. */
import * as v from 'valibot'
import type { ItemType } from '../core/item'
import { isObject, type Json, type JsonObject } from '../core/json'
import { readJson } from '../core/json-text'
import { vendors } from '../providers/registry'
import { canonical } from './hosts'
import { PLAN_FORMAT, type Plan, type PlannedEvent } from './plan'
import { member, type Problem, readSchema, shown } from './schema'

/** A plan, or what is wrong with the file; a few problems at most. */
export type PlanRead = { readonly plan: Plan } | { readonly problems: readonly Problem[] }

/** How many problems are told at once, and how long a plan's text may be, in characters. */
const TOLD = 20
const LONGEST = 16 * 1024 * 1024

/** Every type that a plan may name. */
const TYPES: readonly ItemType[] = [
  ...(['event', 'identify', 'page', 'screen', 'group', 'alias', 'session', 'consent', 'push', 'device'] as const),
  ...(['payment', 'installation', 'banner', 'campaign', 'report'] as const),
]

/** What must be written at a place, as the end of a sentence that begins with “Write”. */
const oneOf = <T extends string>(words: readonly T[]) =>
  v.picklist(words, `one of ${words.map((word) => `"${word}"`).join(', ')}`)
const TEXT = v.pipe(v.string('a text'), v.nonEmpty('a text that is not empty'))
const YES_OR_NO = v.boolean('true or false')

const KEYS = 'an object: host → list of project keys'

/** A note was called `info` before. */
const UNPLANNED = v.pipe(
  v.picklist(['error', 'warning', 'note', 'ignore', 'info'], 'one of "error", "warning", "note", "ignore"'),
  v.transform((word) => (word === 'info' ? 'note' : word)),
)

const EVENT = v.strictObject(
  {
    name: v.optional(TEXT),
    type: v.optional(oneOf(TYPES)),
    vendor: v.optional(oneOf(vendors.map(({ id }) => id))),
    description: v.optional(v.string('a text')),
    required: v.optional(YES_OR_NO),
    as: v.optional(v.literal('hard', '"hard", or leave it out')),
    delivered: v.optional(v.union([YES_OR_NO, v.literal('proven')], 'true, "proven" or false')),
    once: v.optional(TEXT),
    schema: v.optional(v.unknown()),
  },
  unknownWord,
)

const PLAN = v.strictObject(
  {
    $schema: v.optional(v.string('a text')),
    'tracklens-plan': v.literal(PLAN_FORMAT, String(PLAN_FORMAT)),
    name: v.optional(v.string('a text'), 'Tracking plan'),
    description: v.optional(v.string('a text')),
    unplanned: v.optional(UNPLANNED, 'warning'),
    keys: v.optional(
      v.pipe(
        // A list is a record to the library.
        v.custom<JsonObject>((keys) => isObject(keys as Json), KEYS),
        v.record(v.string(), v.array(TEXT, 'a list of project keys'), KEYS),
      ),
      {},
    ),
    events: v.array(EVENT, 'a list of events'),
  },
  unknownWord,
)

/** Said where a word is none of the format's, or one of its words is missing. */
function unknownWord(issue: v.StrictObjectIssue): string {
  return issue.expected === 'never'
    ? `no ${issue.received.replace('"', '“').replace('"', '”')}`
    : issue.expected === '"events"'
      ? 'a list of events'
      : 'an object'
}

/** Reads the text of a plan's file. Never throws. */
export function readPlan(text: string): PlanRead {
  if (text.length > LONGEST)
    return wrong('the file', `It is longer than ${LONGEST / 1024 / 1024} MB: that is not a plan.`)
  const read = readJson(text)
  if ('problem' in read) return wrong(`line ${read.problem.line}, column ${read.problem.column}`, read.problem.text)
  return planOf(read.value)
}

/** Reads a plan from its JSON. Never throws. */
export function planOf(value: Json): PlanRead {
  if (!isObject(value) || !Object.hasOwn(value, 'tracklens-plan'))
    return wrong('the file', 'A plan is a JSON object that begins with "tracklens-plan": 1.')
  const format = value['tracklens-plan']
  if (typeof format === 'number' && Number.isInteger(format) && format > PLAN_FORMAT)
    return wrong('tracklens-plan', `This plan is of format ${format}: update Tracklens to read it.`)
  const parsed = v.safeParse(PLAN, value)
  const problems = parsed.success ? [] : parsed.issues.map((issue) => problemOf(issue, value))
  if (parsed.success) {
    const { events } = parsed.output
    for (const [i, event] of events.entries()) problems.push(...problemsOf(event as PlannedEvent, i, events))
    const patterns = Object.keys(parsed.output.keys)
    for (const pattern of patterns) problems.push(...problemsOfHost(pattern, patterns))
  }
  if (!parsed.success || problems.length > 0) return { problems: problems.slice(0, TOLD) }
  return { plan: parsed.output as Plan }
}

function wrong(place: string, text: string): PlanRead {
  return { problems: [{ place, text }] }
}

function problemOf(issue: v.BaseIssue<unknown>, whole: JsonObject): Problem {
  let place = ''
  for (const { key } of issue.path ?? [])
    place = typeof key === 'number' ? `${place}[${key}]` : place ? member(place, String(key)) : String(key)
  const { message, received } = issue
  if (message.startsWith('no '))
    return {
      place,
      text: `The format has ${message.replace('no Object', 'nothing here')}. Look at its spelling, or take it out.`,
    }
  const missing = received === 'undefined'
  const is = missing ? 'It is missing' : `It is ${shown((issue.input ?? null) as Json)}`
  return { place: place || (whole ? 'the plan' : ''), text: `${is}. Write ${message}.` }
}

function problemsOf(event: PlannedEvent, i: number, events: readonly unknown[]): readonly Problem[] {
  const place = `events[${i}]`
  const problems: Problem[] = []
  if (event.name === undefined && event.type === undefined)
    problems.push({ place, text: 'It plans nothing in particular: give it a name, a type or both.' })
  const same = (other: PlannedEvent) =>
    other.name === event.name && other.type === event.type && other.vendor === event.vendor
  const first = events.findIndex((other) => same(other as PlannedEvent))
  if (first < i) problems.push({ place, text: `It plans the same as events[${first}]: merge the two.` })
  const read = event.schema === undefined ? null : readSchema(event.schema, `${place}.schema`)
  if (read && 'problems' in read) problems.push(...read.problems)
  return problems
}

function problemsOfHost(pattern: string, patterns: readonly string[]): readonly Problem[] {
  const place = `keys[${JSON.stringify(pattern)}]`
  if (/[/\\?#@\s]|:\/\//.test(pattern) || pattern === '')
    return [{ place, text: 'Write a host alone, like shop.example, without https:// or a path.' }]
  const odd = pattern.split('.').some((label) => label !== '*' && label.includes('*'))
  if (odd) return [{ place, text: 'A * stands for whole labels: *.shop.example, not shop-*.example.' }]
  const host = canonical(pattern)
  if (host === null)
    return [{ place, text: 'No address has such a host: write it like shop.example, shop.example:8080 or [::1]:8080.' }]
  const first = patterns.find((other) => canonical(other) === host) ?? pattern
  return first === pattern
    ? []
    : [{ place, text: `It is the same host as keys[${JSON.stringify(first)}]: make one of the two.` }]
}
