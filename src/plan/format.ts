/** Reads a plan's file: what is wrong is told with its place and what to do about it. */
import * as v from 'valibot'
import type { ItemType } from '../core/item'
import { isObject, type Json, type JsonObject } from '../core/json'
import { readJson } from '../core/json-text'
import { vendors } from '../providers/registry'
import { canonical } from './hosts'
import { PLAN_FORMAT, type Plan } from './plan'
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

/** A list is an object to the library, and no object to us. */
const object = (words: string) => v.custom<Record<string, unknown>>((value) => isObject(value as Json), words)

/** A note was called `info` before. */
const UNPLANNED = v.pipe(
  v.picklist(['error', 'warning', 'note', 'ignore', 'info'], 'one of "error", "warning", "note", "ignore"'),
  v.transform((word) => (word === 'info' ? 'note' : word)),
)

const EVENT = v.object({
  name: v.optional(TEXT),
  type: v.optional(oneOf(TYPES)),
  vendor: v.optional(oneOf(vendors.map(({ id }) => id))),
  description: v.optional(v.string('a text')),
  required: v.optional(YES_OR_NO),
  as: v.optional(v.literal('hard', '"hard", or leave it out')),
  delivered: v.optional(v.union([YES_OR_NO, v.literal('proven')], 'true, "proven" or false')),
  once: v.optional(TEXT),
  schema: v.optional(v.unknown()),
})

const PLAN = v.object(
  {
    $schema: v.optional(v.string('a text')),
    'tracklens-plan': v.literal(PLAN_FORMAT, String(PLAN_FORMAT)),
    name: v.optional(v.string('a text'), 'Tracking plan'),
    description: v.optional(v.string('a text')),
    unplanned: v.optional(UNPLANNED, 'warning'),
    keys: v.optional(v.pipe(object(KEYS), v.record(v.string(), v.array(TEXT, 'a list of project keys'), KEYS)), {}),
    events: v.array(v.pipe(object('an object'), EVENT), 'a list of events'),
  },
  ({ expected }) => (expected === '"events"' ? 'a list of events' : 'an object'),
)

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
  const issues = parsed.issues ?? []
  const problems = [
    ...issues.map((issue) => problemOf(issue, value)),
    ...unknownWords(value, PLAN.entries, ''),
    ...problemsOfEvents(Array.isArray(value.events) ? value.events : [], issues),
    ...problemsOfHosts(isObject(value.keys) ? Object.keys(value.keys) : []),
  ]
  if (!parsed.success || problems.length > 0) return { problems: toldOf(problems) }
  return { plan: parsed.output as Plan }
}

/** The first of the problems, and how many there are beside. */
function toldOf(problems: readonly Problem[]): readonly Problem[] {
  const more = problems.length - TOLD
  if (more <= 0) return problems
  return [...problems.slice(0, TOLD), { place: 'the plan', text: `There ${more === 1 ? 'is 1' : `are ${more}`} more.` }]
}

function wrong(place: string, text: string): PlanRead {
  return { problems: [{ place, text }] }
}

function problemOf(issue: v.BaseIssue<unknown>, whole: JsonObject): Problem {
  let place = ''
  for (const { key } of issue.path ?? [])
    place = typeof key === 'number' ? `${place}[${key}]` : place ? member(place, String(key)) : String(key)
  const { message, received } = issue
  const missing = received === 'undefined'
  const is = missing ? 'It is missing' : `It is ${shown((issue.input ?? null) as Json)}`
  return { place: place || (whole ? 'the plan' : ''), text: `${is}. Write ${message}.` }
}

/** Words that are none of the format's. */
function unknownWords(value: JsonObject, words: object, place: string): readonly Problem[] {
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(words, key))
  return unknown.map((key) => ({
    place: place ? member(place, key) : key || 'the plan',
    text: `The format has no “${key}”. Look at its spelling, or take it out.`,
  }))
}

/** `issues`: what is wrong with their words. Schemas are looked at in any case, what is planned where it is clear. */
function problemsOfEvents(events: readonly Json[], issues: readonly v.BaseIssue<unknown>[]): readonly Problem[] {
  const unclear = new Set(issues.map(({ path }) => (path?.[0]?.key === 'events' ? path[1]?.key : undefined)))
  const planned = new Map<string, number>()
  return events.flatMap((event, i) => {
    if (!isObject(event)) return []
    const place = `events[${i}]`
    const { name, type, vendor, schema } = event
    const unknown = unknownWords(event, EVENT.entries, place)
    const problems: Problem[] = []
    if (unknown.length === 0 && !unclear.has(i)) {
      if (name === undefined && type === undefined)
        problems.push({ place, text: 'It plans nothing in particular: give it a name, a type or both.' })
      const what = JSON.stringify([name, type, vendor])
      const first = planned.get(what) ?? i
      planned.set(what, first)
      if (first < i) problems.push({ place, text: `It plans the same as events[${first}]: merge the two.` })
    }
    const read = schema === undefined ? null : readSchema(schema, `${place}.schema`)
    return [...unknown, ...problems, ...(read && 'problems' in read ? read.problems : [])]
  })
}

function problemsOfHosts(patterns: readonly string[]): readonly Problem[] {
  const known = new Map<string, string>()
  return patterns.flatMap((pattern) => {
    const text = wrongWith(pattern, known)
    return text === null ? [] : [{ place: `keys[${JSON.stringify(pattern)}]`, text }]
  })
}

/** `known`: the patterns before this one, by their hosts; this one is put there, too. */
function wrongWith(pattern: string, known: Map<string, string>): string | null {
  if (/[/\\?#@\s]|:\/\//.test(pattern) || pattern === '')
    return 'Write a host alone, like shop.example, without https:// or a path.'
  const odd = pattern.split('.').some((label) => label !== '*' && label.includes('*'))
  if (odd) return 'A * stands for whole labels: *.shop.example, not shop-*.example.'
  const host = canonical(pattern)
  if (host === null) return 'No address has such a host: write it like shop.example, shop.example:8080 or [::1]:8080.'
  const first = known.get(host)
  if (first !== undefined) return `It is the same host as keys[${JSON.stringify(first)}]: make one of the two.`
  known.set(host, pattern)
  return null
}
