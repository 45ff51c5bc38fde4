/**
 * Reads a plan from whatever it is kept in, and says what was lost on the way. Formats are known by what they hold,
 * never by a file's name; what is none of them is refused by its name where it has one.
 */
import { isObject, type Json, parseJson } from '../core/json'
import { planOf, readPlan } from './format'
import { type Plan, READ } from './plan'
import type { Columns } from './readers/columns'
import { readMparticle } from './readers/mparticle'
import type { Foreign, Loss } from './readers/reader'
import { isRudderstack, readRudderstack } from './readers/rudderstack'
import { readSegment } from './readers/segment'
import { isSheet, readSheet } from './readers/sheet'
import type { Problem } from './schema'

/** A file as it was opened. */
export interface SourceFile {
  readonly name: string
  readonly text: string
}

/** What can be told beside the files. */
export interface ConvertOptions {
  /** Which column of a sheet is what; `guess`: those that the names of the columns suggest. */
  readonly columns?: Columns | 'guess'
}

/** A plan and what was lost; what is wrong, with places where the file is a plan of our own; or a sheet's question. */
export type Conversion =
  | {
      readonly plan: Plan
      readonly from: string
      readonly losses: readonly Loss[]
      /** It was a sheet: the only form whose columns can be told. */
      readonly isSheet: boolean
    }
  | { readonly wrong: string; readonly problems: readonly Problem[] }
  | { readonly headers: readonly string[]; readonly guess: Columns }

/** Reads a plan from one file, or from several that belong together. Never throws. */
export function convert(files: readonly SourceFile[], { columns }: ConvertOptions = {}): Conversion {
  const [first] = files
  if (!first) return wrong('There is no file.')
  const text = first.text.replace(/^\ufeff/, '')
  if (files.some((file) => isRudderstack(file.text)))
    return foreign(readRudderstack(files), 'RudderStack’s YAML', first.name)
  if (files.length > 1) return wrong(`Only RudderStack’s plans are read from several files. Open ${first.name} alone.`)
  if (text.startsWith('PK\u0003\u0004'))
    return wrong('This is a workbook or an archive. Save the sheet as CSV and open that.')
  const json = parseJson(text)
  if (json !== undefined) return ofJson(json, text, first.name)
  if (/^\s*[{[]/.test(text)) return ofOwn(text)
  if (isSheet(text) || (typeof columns === 'object' && isList(text))) {
    const read = readSheet(text, columns)
    if ('headers' in read) return read
    const made = foreign(read, 'a sheet', first.name)
    return 'plan' in made ? { ...made, isSheet: true } : made
  }
  return wrong(unknownText(text))
}

function ofJson(json: Json, text: string, name: string): Conversion {
  if (isObject(json) && 'tracklens-plan' in json) return ofOwn(text)
  const segment = readSegment(json)
  if (segment) return foreign(segment, segment.from, name)
  const mparticle = readMparticle(json)
  if (mparticle) return foreign(mparticle, 'mParticle’s data plan', name)
  return wrong(unknownJson(json))
}

function ofOwn(text: string): Conversion {
  const read = readPlan(text)
  if ('plan' in read) return { plan: read.plan, from: 'Tracklens’ own format', losses: [], isSheet: false }
  return { wrong: 'This plan cannot be read yet:', problems: read.problems }
}

/** A foreign plan in our format. It goes through the same door as a plan of our own. */
function foreign(read: Foreign | { readonly wrong: string }, from: string, file: string): Conversion {
  if ('wrong' in read) return wrong(read.wrong)
  if (read.plan.events.length === 0) return wrong(`${file} is ${from}, but no event is planned in it.`)
  const checked = planOf(read.plan as unknown as Json)
  if ('problems' in checked) return { wrong: `${file} is ${from}, and cannot be read:`, problems: checked.problems }
  return { plan: checked.plan, from, losses: read.losses, isSheet: false }
}

function wrong(text: string): Conversion {
  return { wrong: text, problems: [] }
}

/** JSON that people may take for a plan, by what it has. */
const NAMED: readonly (readonly [string, string])[] = [
  ['tracklens', 'This is a Tracklens recording, which is judged by a plan and is not one'],
  ['log', 'This looks like a HAR, which is judged by a plan and is not one'],
  ['openapi', 'This is an OpenAPI document'],
  ['asyncapi', 'This is an AsyncAPI document'],
  ['avo', 'This is an Avo file: export the plan as JSON Schema or CSV'],
  ['containerVersion', 'This is a Google Tag Manager container'],
  ['_type', 'This is an Insomnia export'],
  ['event_type', 'This is an event, or a list of them, as a server keeps them'],
  ['self', 'This is a self-describing schema as Snowplow has them'],
  ['$defs', 'This is a JSON Schema by itself: put it under “schema” of an event'],
  ['properties', 'This is a JSON Schema by itself: put it under “schema” of an event'],
]

function unknownJson(json: Json): string {
  // Segment answers with a plan, and with its rules, at two addresses.
  if (isObject(json) && isObject(json.data) && isObject(json.data.trackingPlan))
    return 'This is Segment’s tracking plan without its rules. Save what the Public API answers at …/rules.'
  if (isObject(json) && (Array.isArray(json.tracking_plans) || (isObject(json.data) && 'trackingPlans' in json.data)))
    return 'This is a list of Segment’s tracking plans, without their rules. Save one plan with its rules.'
  const first = Array.isArray(json) ? json[0] : json
  if (isObject(first) && isObject(first.info) && ('_postman_id' in first.info || 'schema' in first.info))
    return `This is a Postman collection. Read are ${READ}.`
  const known = isObject(first) ? NAMED.find(([name]) => Object.hasOwn(first, name)) : undefined
  return `${known?.[1] ?? 'This JSON is not a tracking plan that Tracklens knows'}. Read are ${READ}.`
}

/** Other files that people may take for a plan, by how they begin. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^\s*<(?:!doctype html|html)\b/i, 'an HTML page'],
  [/^\s*</, 'XML'],
  [/^%PDF-/, 'a PDF'],
  [/^(?:.PNG\r\n|\ufffd+JFIF|GIF8)/s, 'a picture'],
]

/** Whether a text may be a sheet of one column, which nothing shows: whoever names a column says so. */
function isList(text: string): boolean {
  return text.trim() !== '' && !TEXTS.some(([like]) => like.test(text))
}

function unknownText(text: string): string {
  if (text.trim() === '') return 'The file is empty.'
  const [, what] = TEXTS.find(([like]) => like.test(text)) ?? []
  if (what !== undefined) return `This is ${what}, and no tracking plan that Tracklens knows. Read are ${READ}.`
  const [, kind] = /^\s*(?:---\s*\n)?(?:#.*\n)*(version|kind|swagger|openapi)\s*:/m.exec(text) ?? []
  return `${kind ? 'This YAML' : 'This text'} is not a tracking plan that Tracklens knows. Read are ${READ}.`
}
