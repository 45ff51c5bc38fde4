/** An item's properties beside what is planned of them: one line a name, for people. */
import type { Item } from '../core/item'
import { isObject, type Json, type JsonObject } from '../core/json'
import { instanceOf } from './instance'
import type { ReadyPlan } from './judge'
import { namesIn, shown } from './schema'
import { type Breach, nameOf } from './validate'

/** A property as it is planned, beside what the item has. */
export interface Compared {
  readonly name: string
  /** What is planned, in a few words; null where the plan says nothing of it. */
  readonly planned: string | null
  readonly required: boolean
  /** Undefined: the item does not have it. */
  readonly value: Json | undefined
  /** In which ways it is not as planned. */
  readonly breaches: readonly string[]
}

/** Compares an item with its planned event: what is planned first, in the plan's order, then what else it has. */
export function compare({ plan, judge }: Pick<ReadyPlan, 'plan' | 'judge'>, item: Item): readonly Compared[] {
  const { place, breaches } = judge(item)
  const schema = plan.events[place ?? -1]?.schema
  const root = isObject(schema) ? schema : {}
  const planned = isObject(root.properties) ? root.properties : {}
  const required = new Set(Array.isArray(root.required) ? root.required.map(String) : [])
  const { value } = instanceOf(item, namesIn(schema))
  const names = new Set([...Object.keys(planned), ...required, ...Object.keys(value)])
  const rows = [...names].map(
    (name): Compared => ({
      name,
      planned: Object.hasOwn(planned, name) ? inWords(planned[name], root) : required.has(name) ? 'anything' : null,
      required: required.has(name),
      value: Object.hasOwn(value, name) ? value[name] : undefined,
      breaches: breaches.filter(({ path }) => path[0] === name).map(told),
    }),
  )
  const whole = breaches.filter(({ path }) => path.length === 0).map(told)
  return whole.length === 0
    ? rows
    : [{ name: 'all together', planned: null, required: false, value: undefined, breaches: whole }, ...rows]
}

function told({ kind, path, text }: Breach): string {
  if (kind === 'missing') return path.length > 1 ? `${nameOf(path)} is missing` : 'missing'
  return kind === 'additional' ? (path.length > 1 ? `${nameOf(path)} is not planned` : 'not planned') : text
}

/** How deep a schema within a schema is told. */
const DEEP = 2

/** What a schema asks for, in a few words. */
function inWords(schema: Json | undefined, root: JsonObject, depth = 0): string {
  if (schema === false) return 'nothing: it must not be there'
  if (!isObject(schema) || Object.keys(schema).length === 0) return 'anything'
  if (typeof schema.$ref === 'string') return inWords(target(schema.$ref, root), root, depth + 1)
  const parts: string[] = []
  const types = Array.isArray(schema.type)
    ? schema.type.map(String)
    : typeof schema.type === 'string'
      ? [schema.type]
      : []
  if (types.length > 0) parts.push(types.join(' or '))
  if (schema.const !== undefined) parts.push(`always ${shown(schema.const)}`)
  if (Array.isArray(schema.enum))
    parts.push(`one of ${schema.enum.slice(0, 6).map(shown).join(', ')}${schema.enum.length > 6 ? ' …' : ''}`)
  if (typeof schema.format === 'string') parts.push(schema.format)
  if (typeof schema.pattern === 'string') parts.push(`like ${schema.pattern}`)
  parts.push(...boundsOf(schema))
  if (isObject(schema.items) && depth < DEEP) parts.push(`of ${inWords(schema.items, root, depth + 1)}`)
  for (const choice of ['anyOf', 'oneOf'] as const) {
    const list = schema[choice]
    if (Array.isArray(list) && depth < DEEP)
      parts.push(list.map((each: Json) => inWords(each, root, depth + 1)).join(' or '))
  }
  return parts.length > 0 ? parts.join(', ') : isObject(schema.properties) ? 'object' : shown(schema)
}

function boundsOf(schema: JsonObject): readonly string[] {
  const bound = (low: Json | undefined, high: Json | undefined, what: string): readonly string[] => {
    if (typeof low === 'number' && typeof high === 'number') return [`${low} to ${high}${what}`]
    return typeof low === 'number'
      ? [`${low} or more${what}`]
      : typeof high === 'number'
        ? [`at most ${high}${what}`]
        : []
  }
  return [
    ...bound(schema.minimum, schema.maximum, ''),
    ...(typeof schema.exclusiveMinimum === 'number' ? [`above ${schema.exclusiveMinimum}`] : []),
    ...(typeof schema.exclusiveMaximum === 'number' ? [`below ${schema.exclusiveMaximum}`] : []),
    ...bound(schema.minLength, schema.maxLength, ' characters'),
    ...bound(schema.minItems, schema.maxItems, ' entries'),
  ]
}

/** What a pointer into the same schema leads to. */
function target(ref: string, root: JsonObject): Json | undefined {
  if (!ref.startsWith('#/')) return undefined
  let found: Json | undefined = root
  for (const part of ref.slice(2).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined
  }
  return found
}
