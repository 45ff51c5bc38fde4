/** Judges properties by a schema, with @cfworker/json-schema, and says in which ways they are not as planned. */
import { format, type OutputUnit, type Schema, Validator } from '@cfworker/json-schema'
import { isObject, type Json } from '../core/json'
import type { Instance, Path } from './instance'
import { know } from './names'
import { member, PATTERN, type ReadSchema, shown } from './schema'

/** The library's own take hosts without a dot in addresses, and no host that ends with the root's dot. */
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
const EMAIL = new RegExp(
  `^${ATOM}(?:\\.${ATOM})*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$`,
  'i',
)
const HOST = new RegExp(`^(?=.{1,253}\\.?$)${LABEL}(?:\\.${LABEL})*\\.?$`, 'i')
Object.assign(format, { email: (text: string) => EMAIL.test(text), hostname: (text: string) => HOST.test(text) })

/** In which way something is not as planned: what is not there, of which type, what is too much, or its value. */
export type BreachKind = 'missing' | 'type' | 'additional' | 'value'

/** One way in which properties are not as planned. */
export interface Breach {
  readonly kind: BreachKind
  readonly path: Path
  /** A part of a sentence, with the place and the value: `total_price is "7.99", a string: number is planned`. */
  readonly text: string
}

/** What a schema says of properties. */
export interface Judged {
  /** Null: it cannot be said, because of what Tracklens does not know, or of a schema that never ends. */
  readonly valid: boolean | null
  readonly breaches: readonly Breach[]
}

/** Judges properties; pure. */
export type Validate = (instance: Instance) => Judged

/**
 * Makes the judge of a schema, which is the library's from then on. `named` are the names that it speaks of: what else
 * is unknown does not matter.
 */
export function createValidate({ schema, draft, patterns, names }: ReadSchema, named: ReadonlySet<string>): Validate {
  for (const source of Object.keys(patterns)) Object.assign(format, { [PATTERN + source]: patterns[source]?.test })
  const validator = new Validator(schema as Schema, draft, false)
  return (instance) => {
    try {
      know(names, instance.value)
      const { valid, errors } = validator.validate(instance.value)
      const certain = errors.filter((error) => !isDoubtful(error, instance))
      if (!valid && certain.some(({ keyword }) => !WHOLES.has(keyword)))
        return { valid: false, breaches: breachesOf(certain, instance.value) }
      const open = instance.cut.length > 0 || instance.unknown.some(([name = '']) => named.has(name))
      return { valid: valid && !open ? true : null, breaches: [] }
    } catch {
      // A schema or a value that nests without end, or a name that is no Unicode text.
      return { valid: null, breaches: [] }
    }
  }
}

/** Errors about a whole whose parts have errors of their own. */
const WHOLES: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'additionalProperties',
  'unevaluatedProperties',
  'items',
  'prefixItems',
  'additionalItems',
  'unevaluatedItems',
  '$ref',
  'allOf',
  'if',
  'dependentSchemas',
])

/** Alternatives: what each of them lacks is no breach by itself. */
const CHOICES: ReadonlySet<string> = new Set(['anyOf', 'oneOf'])

/** Whether an error may come of what Tracklens does not know. */
function isDoubtful({ instanceLocation, keyword }: OutputUnit, { unknown, cut }: Instance): boolean {
  if (unknown.length + cut.length === 0) return false
  const place = pathOf(instanceLocation)
  const within = unknown.some((path) => path.length < place.length && begins(place, path))
  // That something is there, and of which type, is known in any case; and where it is whole, what it lacks.
  if (within || keyword === 'type' || keyword === 'false' || WHOLES.has(keyword)) return within
  if (keyword === 'required')
    return [...unknown, ...cut].some((path) => path.length === place.length && begins(path, place))
  return [...unknown, ...cut].some((path) => begins(path, place))
}

function begins(path: Path, start: Path): boolean {
  return start.every((name, i) => path[i] === name)
}

function breachesOf(errors: readonly OutputUnit[], value: Json): readonly Breach[] {
  const choices = errors.filter(({ keyword }) => CHOICES.has(keyword))
  const inChoice = ({ keywordLocation }: OutputUnit) =>
    choices.some((choice) => keywordLocation.startsWith(`${choice.keywordLocation}/`))
  const found = new Map<string, Breach>()
  for (const error of errors) {
    if (WHOLES.has(error.keyword) || inChoice(error)) continue
    // An alternative that is left out says `false` at a place that does not tell so.
    if (error.keyword === 'false' && choices.some((choice) => choice.instanceLocation === error.instanceLocation))
      continue
    const breach = breachOf(error, errors, value)
    found.set(`${breach.kind} ${breach.path.join('/')} ${breach.text}`, breach)
  }
  if (found.size > 0) return [...found.values()]
  return [{ kind: 'value', path: [], text: 'the properties are not as the schema has them' }]
}

function breachOf(error: OutputUnit, all: readonly OutputUnit[], value: Json): Breach {
  const path = pathOf(error.instanceLocation)
  const name = nameOf(path)
  const is = shown(at(value, path))
  switch (error.keyword) {
    case 'required': {
      const missing = [...path, between(error.error, '"', '"')]
      return { kind: 'missing', path: missing, text: nameOf(missing) }
    }
    case 'type': {
      const wanted = between(error.error, 'Expected "', '"').replaceAll('", "', ' or ')
      return { kind: 'type', path, text: `${name} is ${is}, ${typeName(at(value, path))}: ${wanted} is planned` }
    }
    case 'false':
      return path.length === 0
        ? { kind: 'value', path, text: 'the schema allows nothing' }
        : { kind: 'additional', path, text: `${name} (${is})` }
    default: {
      const onlyTypes = CHOICES.has(error.keyword) && all.filter((each) => isUnder(each, error)).every(isTypeAt(error))
      if (onlyTypes) {
        const wanted = all.filter((each) => isUnder(each, error)).map((each) => between(each.error, 'Expected "', '"'))
        const words = [...new Set(wanted)].join(' or ').replaceAll('", "', ' or ')
        return { kind: 'type', path, text: `${name} is ${is}, ${typeName(at(value, path))}: ${words} is planned` }
      }
      const said = error.error.includes(` format "${PATTERN}`)
        ? 'String does not match pattern (pattern)'
        : `${error.error.replace(/\.$/, '')} (${error.keyword})`
      return { kind: 'value', path, text: `${name} is ${is}: ${said}` }
    }
  }
}

const isUnder = ({ keywordLocation }: OutputUnit, choice: OutputUnit): boolean =>
  keywordLocation.startsWith(`${choice.keywordLocation}/`)

const isTypeAt =
  ({ instanceLocation }: OutputUnit) =>
  (each: OutputUnit): boolean =>
    each.keyword === 'type' && each.instanceLocation === instanceLocation

/** From the first of one sign to the last of another. */
function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start) + start.length
  return text.slice(from, text.lastIndexOf(end))
}

/** A JSON pointer in the form of a URI fragment, as the validator writes it. */
function pathOf(location: string): Path {
  return location
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The value at a path; undefined where there is none. */
export function at(value: Json | undefined, path: Path): Json | undefined {
  let found: Json | undefined = value
  for (const name of path) {
    if (Array.isArray(found)) found = found[Number(name)]
    else found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined
  }
  return found
}

/** How people write a path: `items[0].price`. */
export function nameOf(path: Path): string {
  if (path.length === 0) return 'the whole'
  return path.reduce((text, name) => {
    if (/^\d+$/.test(name) && text !== '') return `${text}[${name}]`
    return text === '' ? name : member(text, name)
  }, '')
}

/** The type of a value in words. */
function typeName(value: Json | undefined): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return { boolean: 'a yes or no', number: 'a number', string: 'a text', object: 'an object' }[typeof value as 'object']
}
