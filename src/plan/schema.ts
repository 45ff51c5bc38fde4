/**
 * Reads a JSON Schema of a plan: which draft it is, whether its keywords have the shapes that the specification gives
 * them, and that every reference leads somewhere in it. What is wrong is told with its place, and what to do.
 */
import { dereference, type Schema } from '@cfworker/json-schema'
import { inText, isObject, type Json, type JsonObject, objectOr } from '../core/json'
import { type Draft, FORMATS, KEYWORDS, REFUSED, type Shape, TYPES } from './keywords'
import { byNames, type Names } from './names'
import { NO_PATTERN, type Pattern, patternOf } from './pattern'

/** What is wrong, and where: a path like `events[2].schema.properties.total`. The text says what to do. */
export interface Problem {
  readonly place: string
  readonly text: string
}

/** A schema ready to judge by: only keywords that are judged by, or a yes or no to everything. */
export interface ReadSchema {
  readonly schema: Schema | boolean
  readonly draft: Draft
  /** Formats that it names and that are not asserted. */
  readonly remarks: readonly string[]
  /** Its patterns, by the formats that stand in their places: the library would ask them in a time without a bound. */
  readonly patterns: Readonly<Record<string, Pattern>>
  readonly names: Names
}

/** What the format that stands in the place of a pattern begins with. */
export const PATTERN = 'pattern '

/** Schemas nested deeper than this are not read. */
const DEEPEST = 100

const DRAFTS: Readonly<Record<string, Draft>> = {
  'https://json-schema.org/draft/2020-12/schema': '2020-12',
  'http://json-schema.org/draft-07/schema': '7',
  'https://json-schema.org/draft-07/schema': '7',
}

/** Reads a schema. Never throws: what is wrong with it is in `problems`, with `place` in front. */
export function readSchema(schema: Json, place: string): ReadSchema | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const draft = draftOf(schema, place, problems)
  const names = { isAsked: false, known: null }
  const walk: Walk = { draft, problems, remarks: new Set(), patterns: { __proto__: null } as never, names }
  const read = schemaOf(schema, place, walk, 0)
  if (problems.length === 0 && typeof read !== 'boolean') checkReferences(read, place, problems)
  const { remarks, patterns } = walk
  return problems.length > 0 ? { problems } : { schema: read, draft, remarks: [...remarks], patterns, names }
}

function draftOf(schema: Json, place: string, problems: Problem[]): Draft {
  const named = isObject(schema) ? schema.$schema : undefined
  if (named === undefined) return '2020-12'
  const known = typeof named === 'string' ? named.replace(/#$/, '') : ''
  const draft = Object.hasOwn(DRAFTS, known) ? DRAFTS[known] : undefined
  if (draft) return draft
  const text =
    `${shown(named)} is not read. Leave it out for draft 2020-12, ` +
    'or write "http://json-schema.org/draft-07/schema#".'
  problems.push({ place: `${place}.$schema`, text })
  return '2020-12'
}

interface Walk {
  readonly draft: Draft
  readonly problems: Problem[]
  readonly remarks: Set<string>
  readonly patterns: Record<string, Pattern>
  readonly names: Names
}

function schemaOf(schema: Json, place: string, walk: Walk, depth: number): Schema | boolean {
  if (typeof schema === 'boolean') return schema
  if (!isObject(schema)) {
    walk.problems.push({ place, text: `A schema is an object, or true or false; this is ${shown(schema)}.` })
    return true
  }
  if (depth > DEEPEST) {
    walk.problems.push({ place, text: `This is nested more than ${DEEPEST} deep.` })
    return true
  }
  const entries: [string, unknown][] = []
  /** What is asked in another way than it is written. */
  const more: unknown[] = []
  for (const [name, value] of Object.entries(schema)) {
    const where = member(place, name)
    if (Object.hasOwn(REFUSED, name))
      walk.problems.push({ place: where, text: `${name} is not read: ${REFUSED[name]}.` })
    const keyword = Object.hasOwn(KEYWORDS, name) ? KEYWORDS[name] : undefined
    if (!keyword || (keyword.only && keyword.only !== walk.draft)) continue
    if (name === 'format' && typeof value === 'string' && !FORMATS.has(value)) {
      walk.remarks.add(value)
      continue
    }
    const read = keywordOf(keyword.shape, value, where, { ...walk, depth: depth + 1 })
    if (keyword.shape === 'pattern') more.push({ format: `${PATTERN}${value as string}` })
    else if (keyword.shape === 'dependencies' && isObject(read)) more.push(dependentOf(read))
    else entries.push([name, read])
  }
  const all = entries.find(([name]) => name === 'allOf')
  if (all && Array.isArray(all[1])) all[1] = [...all[1], ...more]
  else if (more.length > 0) entries.push(['allOf', more])
  // By definition, not by assignment: a property may be called `__proto__`.
  const read = Object.fromEntries(entries) as Schema
  if (isObject(read.patternProperties)) byNames(read, walk.names, walk.patterns)
  return read
}

/**
 * Writes `dependencies` with the two keywords that came after it: the library takes a property called `id` in it for
 * the schema's own.
 */
function dependentOf(dependencies: JsonObject): JsonObject {
  const all = Object.entries(dependencies)
  const lists = all.filter(([, each]) => Array.isArray(each))
  const schemas = all.filter(([, each]) => !Array.isArray(each))
  return { dependentRequired: Object.fromEntries(lists), dependentSchemas: Object.fromEntries(schemas) }
}

/** Shapes that hold names of properties. */
const NAMING: ReadonlySet<Shape> = new Set(['schema map', 'dependencies', 'string map', 'strings'])
/** The validator writes names as addresses have them, and throws where one is no Unicode text. */
const HALF = /\p{Surrogate}/u

function namesOf(value: Json): readonly string[] {
  const names: readonly Json[] = Array.isArray(value) ? value : Object.keys(objectOr(value))
  return names.filter((name) => typeof name === 'string')
}

/** A keyword's value with the schemas in it read; told as wrong where it has another shape. */
function keywordOf(shape: Shape, value: Json, place: string, walk: Walk & { readonly depth: number }): unknown {
  const inner = (schema: Json, where: string) => schemaOf(schema, where, walk, walk.depth)
  const wrong = (text: string) => {
    walk.problems.push({ place, text: `${text} This is ${shown(value)}.` })
    return value
  }
  for (const name of NAMING.has(shape) ? namesOf(value) : [])
    if (HALF.test(name))
      walk.problems.push({
        place,
        text: `The name ${shown(name)} has half of a pair of characters: write a whole one.`,
      })
  switch (shape) {
    case 'schema':
      return inner(value, place)
    case 'schemas':
      if (!Array.isArray(value) || value.length === 0) return wrong('Write a list of one or more schemas.')
      return value.map((each: Json, i) => inner(each, `${place}[${i}]`))
    case 'items':
      if (!Array.isArray(value)) return inner(value, place)
      if (walk.draft === '2020-12') return wrong('A list of schemas is called prefixItems in draft 2020-12.')
      return value.map((each: Json, i) => inner(each, `${place}[${i}]`))
    case 'patterns':
      for (const source of Object.keys(isObject(value) ? value : {})) keywordOf('pattern', source, place, walk)
      return keywordOf('schema map', value, place, walk)
    case 'pattern': {
      const found = typeof value === 'string' ? patternOf(value) : NO_PATTERN
      if (typeof found === 'string') return wrong(found)
      walk.patterns[value as string] = found
      return value
    }
    case 'schema map':
    case 'dependencies':
      if (!isObject(value)) return wrong('Write an object with a schema for each name.')
      return Object.fromEntries(
        Object.entries(value).map(([name, each]) => [
          name,
          shape === 'dependencies' && Array.isArray(each)
            ? keywordOf('strings', each, member(place, name), walk)
            : inner(each, member(place, name)),
        ]),
      )
    case 'string map':
      if (!isObject(value)) return wrong('Write an object with a list of names for each name.')
      for (const [name, each] of Object.entries(value)) keywordOf('strings', each, member(place, name), walk)
      return value
    default: {
      const problem = PLAIN[shape](value)
      return problem === null ? value : wrong(problem)
    }
  }
}

type PlainShape = Exclude<
  Shape,
  'schema' | 'schemas' | 'items' | 'schema map' | 'dependencies' | 'string map' | 'pattern' | 'patterns'
>

const isNumber = (value: Json): value is number => typeof value === 'number' && Number.isFinite(value)

/** What is wrong with a value that has no schemas in it; null where nothing is. */
const PLAIN: Readonly<Record<PlainShape, (value: Json) => string | null>> = {
  types: (value) => {
    const all: readonly Json[] = Array.isArray(value) ? value : [value]
    return all.length > 0 && all.every((each) => typeof each === 'string' && TYPES.has(each))
      ? null
      : `Write one or a list of: ${[...TYPES].join(', ')}.`
  },
  strings: (value) =>
    Array.isArray(value) && value.every((each) => typeof each === 'string') ? null : 'Write a list of names.',
  count: (value) => (isNumber(value) && Number.isInteger(value) && value >= 0 ? null : 'Write a whole number from 0.'),
  number: (value) => (isNumber(value) ? null : 'Write a number.'),
  // Smaller steps are lost in what is let pass, since 19.99 is no whole number of hundredths to a computer.
  positive: (value) => (isNumber(value) && value >= 1e-6 ? null : 'Write a number from 0.000001 up.'),
  boolean: (value) => (typeof value === 'boolean' ? null : 'Write true or false.'),
  text: (value) => (typeof value === 'string' ? null : 'Write a text.'),
  list: (value) => (Array.isArray(value) ? null : 'Write a list of values.'),
  any: () => null,
}

/** A reference leads to a schema of the same plan's event, or is refused: nothing is ever fetched. */
function checkReferences(schema: Schema, place: string, problems: Problem[]): void {
  let known: Readonly<Record<string, unknown>>
  try {
    known = dereference(structuredCloned(schema))
  } catch (error) {
    const text = `Its $id or $ref cannot be read: ${error instanceof Error ? error.message : String(error)}`
    problems.push({ place, text })
    return
  }
  for (const found of Object.values(known)) {
    if (!isObject(found) || typeof found.$ref !== 'string') continue
    const target = (found as { readonly __absolute_ref__?: string }).__absolute_ref__ ?? found.$ref
    if (Object.hasOwn(known, target)) continue
    const remote = !found.$ref.startsWith('#')
    const text = remote
      ? `The $ref ${shown(found.$ref)} leads out of the plan, and nothing is fetched: copy that schema into $defs.`
      : `The $ref ${shown(found.$ref)} leads to nothing in this schema.`
    problems.push({ place, text })
  }
}

/** Keywords whose schemas are about the same thing as the schema that they stand in. */
const SAME = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas', '$defs', 'definitions']

/** The names of properties that a schema speaks of, by itself or by those that it is made of. */
export function namesIn(schema: unknown, names = new Set<string>()): ReadonlySet<string> {
  if (!isObject(schema)) return names
  for (const name of Object.keys(isObject(schema.properties) ? schema.properties : {})) names.add(name)
  for (const name of Array.isArray(schema.required) ? schema.required : []) names.add(inText(name))
  for (const keyword of SAME) {
    const inner = schema[keyword]
    const all: readonly unknown[] = Array.isArray(inner)
      ? inner
      : /^(?:dep|\$defs|defi)/.test(keyword) && isObject(inner)
        ? Object.values(inner)
        : [inner]
    for (const each of all) namesIn(each, names)
  }
  return names
}

/** A copy that a library may write marks on. */
function structuredCloned<T extends Schema | boolean>(schema: T): T {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy)
    if (!isObject(value)) return value
    return Object.fromEntries(Object.entries(value as JsonObject).map(([name, each]) => [name, copy(each)]))
  }
  return copy(schema) as T
}

/** The place of a member: `a.b`, or `a["two words"]`. */
export function member(place: string, name: string): string {
  return /^[\w$-]+$/.test(name) ? `${place}.${name}` : `${place}[${JSON.stringify(name)}]`
}

/** A value in a sentence. */
export function shown(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
