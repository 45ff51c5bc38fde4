/**
 * Reads the arguments of a call as the SDKs do: absent ones, strict types, and what becomes of a value when it is made
 * JSON.
 */
import { isMark, isObject, type Json, type JsonObject, MARK } from '../../../core/json'

/** The argument at a place; undefined where it was left out or given as `undefined`. */
export function argument(args: readonly Json[], at: number): Json | undefined {
  const value = args[at]
  return isMark(value) && value[MARK] === 'undefined' ? undefined : value
}

/** An argument that is an object of properties; an empty one for anything else. */
export function propertiesOf(value: Json | undefined): JsonObject {
  return isObject(value) && !isMark(value) ? value : {}
}

/** Whether `JSON.stringify` throws at a value, wherever in it a BigInt or a circle lies. */
export function isRefusedByJson(value: Json): boolean {
  if (isMark(value)) return value[MARK] === 'bigint' || value[MARK] === 'cycle'
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(isRefusedByJson)
}

/** The type of an argument in the words of the Web SDK: it tells `null`, `array` and `element` from `object`. */
export function typeName(value: Json | undefined): string {
  if (value === undefined) return 'undefined'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (!isMark(value)) return typeof value
  const mark = value[MARK]
  if (/^(function|symbol|bigint|undefined)$/.test(mark)) return mark
  return /^(NaN|-?Infinity)$/.test(mark) ? 'number' : mark === 'node' ? 'element' : mark === 'cut' ? 'string' : 'object'
}

/** What one argument must be. The types are named as `typeName` does. */
export interface Parameter {
  readonly name: string
  readonly types: readonly string[]
  readonly required?: boolean
}

/**
 * Why the Web SDK refuses a call; null where it takes it. It checks strictly and throws once it has loaded; a call that
 * was only buffered dies without a word when it is replayed (Web SDK 3.15.0; the wording for a wrong type is recorded).
 */
export function refusal(method: string, args: readonly Json[], parameters: readonly Parameter[]): string | null {
  for (const [at, { name, types, required }] of parameters.entries()) {
    const value = argument(args, at)
    if (value === undefined) {
      if (required) return `Invalid number of arguments when calling exponea.${method}: ${name} is missing`
      continue
    }
    const found = typeName(value)
    if (types.includes(found)) continue
    const expected = types.join(' or ')
    return (
      `Invalid type of argument ${at} - ${name} when calling exponea.${method}, expected ${expected} but ` +
      `got ${found}`
    )
  }
  return null
}
