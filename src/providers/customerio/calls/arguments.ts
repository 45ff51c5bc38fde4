/**
 * The arguments of the JavaScript SDK's methods as the SDK itself reads them, with its traps named
 * (cdp-analytics-js core/arguments-resolver/index.ts; each trap recorded with 0.5.11).
 */
import { type Note, note } from '../../../core/item'
import { isMark, isObject, type Json, type JsonObject } from '../../../core/json'
import { timeNotes } from '../event'

/** A resolved `track(name, properties, options)`. `refused` has the SDK's own error where it would throw. */
export interface TrackArguments {
  readonly name: string
  readonly properties: JsonObject
  readonly options: JsonObject
  readonly refused: string | null
  readonly notes: readonly Note[]
}

/** A resolved `page` or `screen` call. */
export interface ViewArguments {
  readonly category: string | null
  readonly name: string | null
  readonly properties: JsonObject
  readonly options: JsonObject
}

/** A resolved `identify` or `group` call. `id` is null where neither the call nor the current state has one. */
export interface UserArguments {
  readonly id: string | null
  readonly traits: JsonObject
  /** The traits replace those known, although the id stays. */
  readonly replaces: boolean
  readonly options: JsonObject
  readonly notes: readonly Note[]
}

/** `track(name | {event, properties}, properties?, options?, callback?)`. */
export function trackArguments(args: readonly Json[]): TrackArguments {
  const [first, second, third] = args
  const packed = isPlain(first)
  const name = packed ? first.event : first
  const given = packed ? first.properties : second
  const options = packed ? second : third
  const named = typeof name === 'string' && name !== ''
  const lost = !packed && !isPlain(second) && !isNothing(second) && !isFunction(second)
  return {
    name: named ? name : '',
    properties: isPlain(given) ? given : {},
    options: isPlain(options) ? options : {},
    refused: named ? null : 'Event missing',
    notes: [
      ...(named
        ? []
        : [note('refusal', 'The SDK refuses a track call without a name (“Event missing”); nothing is sent.')]),
      ...(lost ? [NO_OBJECT] : []),
    ],
  }
}

/** `page(category?, name?, properties?, options?)`: one string is the name, two are category and name. */
export function viewArguments(args: readonly Json[]): ViewArguments {
  const strings = args.slice(0, 5).filter((arg): arg is string => typeof arg === 'string')
  const [a, b] = strings
  const category = a !== undefined && b !== undefined ? a : null
  const name = a !== undefined && b !== undefined ? b : strings.length === 1 ? (a ?? null) : null
  const objects = args.slice(0, 5).filter((arg) => isPlain(arg) || (name !== null && arg === null))
  return { category, name, properties: plainOr(objects[0]), options: plainOr(objects[1]) }
}

/**
 * `identify(id?, traits?, options?)` and `group(id?, traits?, options?)`; `current` is the id that stands until now. An
 * empty id is not taken, but is another id than the current one, so that the traits are not merged
 * (core/user/index.ts:471-491, run with 0.5.11).
 */
export function userArguments(
  args: readonly Json[],
  current: string | null,
  method: 'identify' | 'group',
): UserArguments {
  const text = args.find((arg): arg is string => typeof arg === 'string')
  const number = args.map(numberText).find((one) => one !== null)
  const given = text ?? number ?? null
  const id = given ?? current
  const objects = args.filter((arg) => isPlain(arg) || (id !== null && arg === null))
  const shifted = objects[0] === null && isPlain(objects[1]) && args[0] === null
  return {
    id: id === '' ? current : id,
    traits: plainOr(objects[0]),
    replaces: given === '' && current !== null,
    options: plainOr(objects[1]),
    notes: [
      ...(text === undefined && number !== undefined ? [numberId(number)] : []),
      ...(given === '' ? [emptyId(current)] : []),
      ...(given === null && current !== null && method === 'identify'
        ? [note('identity', `No ID: the SDK takes the current user “${current}”.`)]
        : []),
      ...(shifted
        ? [
            note(
              'argument',
              'The leading null is read as the traits, so the traits become options and end up in ' +
                'context: they are lost.',
            ),
          ]
        : []),
    ],
  }
}

/** What is said of properties that are given and no object. */
export const NO_OBJECT = note('argument', 'The properties are not an object: the SDK replaces them by {}.')

/** What is said of an id that is a number. */
export function numberId(id: string): Note {
  return note('identity', `The ID is a number: the SDK makes it the string “${id}”.`)
}

/** What is said of an empty id while `current` stands. */
export function emptyId(current: string | null): Note {
  if (current === null)
    return note('argument', 'An empty ID is ignored: the SDK keeps the current one, if there is one.')
  return note(
    'argument',
    `An empty ID is ignored: the SDK keeps the current one (“${current}”), and replaces the traits known ` +
      'of it by those given.',
  )
}

/** A number as the SDK makes it an id: NaN and the infinities are numbers too (run with 0.5.11). */
function numberText(arg: Json): string | null {
  if (isMark(arg)) return ['NaN', 'Infinity', '-Infinity'].includes(arg.$tl) ? arg.$tl : null
  return typeof arg === 'number' ? String(arg) : null
}

/** A resolved `alias(to, from?, options?)`. */
export interface AliasArguments {
  readonly to: string | null
  readonly from: string | null
  readonly options: JsonObject
}

/** What is said of an alias that names nobody (W#26, run with 0.5.11). */
export const ALIAS_TO_ITSELF = note('identity', 'alias() without a target merges the user into itself.')

/** `alias(to, from?, options?)`. Numbers become strings. */
export function aliasArguments(args: readonly Json[]): AliasArguments {
  const given = args.slice(0, 4)
  const texts = given.map((arg, at) => (at < 2 ? (numberText(arg) ?? arg) : arg))
  const [to, from] = texts.filter((arg): arg is string => typeof arg === 'string')
  return { to: to ?? null, from: from ?? null, options: given.find(isPlain) ?? {} }
}

/** The context that the options of a call make: their own, and all that is not lifted out of them. */
export function contextOf({ context, ...options }: JsonObject): JsonObject {
  const others = Object.entries(options).filter(([key]) => !LIFTED.has(key))
  return { ...(isPlain(context) ? context : {}), ...Object.fromEntries(others) }
}

/** What the SDK does with the options of a call (core/events/index.ts:181-210). */
export function optionNotes(options: JsonObject): readonly Note[] {
  const toContext = Object.keys(options).filter((key) => !LIFTED.has(key))
  return [
    ...(options.messageId === undefined
      ? []
      : [note('argument', 'The option messageId is ignored as an ID; it ends up in context.')]),
    ...(typeof options.anonymousId === 'string'
      ? [note('argument', 'The option anonymousId overwrites the stored anonymous ID for good.')]
      : []),
    ...(toContext.filter((key) => key !== 'messageId').length
      ? [
          note(
            'context',
            `Options that end up in context: ${toContext.filter((key) => key !== 'messageId').join(', ')}.`,
          ),
        ]
      : []),
    ...timeNotes(options.timestamp),
  ]
}

const LIFTED: ReadonlySet<string> = new Set(['integrations', 'anonymousId', 'timestamp', 'userId', 'context'])

/** Notes on values that JSON cannot carry: the SDK sends `JSON.stringify` of them (recorded with 0.5.11). */
export function valueNotes(properties: JsonObject): readonly Note[] {
  const found = marksIn(properties)
  if (found.size === 0) return []
  return [
    ...(['NaN', 'Infinity', '-Infinity'].some((kind) => found.has(kind))
      ? [note('value', 'NaN and Infinity become null on the wire.')]
      : []),
    ...(['undefined', 'function', 'symbol'].some((kind) => found.has(kind))
      ? [note('value', 'Values that are undefined or functions are dropped on the wire.')]
      : []),
    ...(found.has('cycle') || found.has('bigint')
      ? [note('argument', 'The SDK cannot serialise this (a cycle or a BigInt): the call is rejected.')]
      : []),
  ]
}

/** The kinds of marks in a value; of the first 2000 values in it, down to 40 levels. */
function marksIn(whole: JsonObject): ReadonlySet<string> {
  const found = new Set<string>()
  let budget = 2000
  const look = (value: Json | undefined, depth: number): void => {
    budget -= 1
    if (budget < 0 || depth > 40 || typeof value !== 'object') return
    if (isMark(value)) found.add(value.$tl)
    else if (Array.isArray(value)) for (const entry of value) look(entry, depth + 1)
    else if (isObject(value)) for (const name in value) look(value[name], depth + 1)
  }
  look(whole, 0)
  return found
}

function isPlain(value: Json | undefined): value is JsonObject {
  return isObject(value) && !isMark(value)
}

function plainOr(value: Json | undefined): JsonObject {
  return isPlain(value) ? value : {}
}

function isNothing(value: Json | undefined): boolean {
  return value === undefined || value === null || (isMark(value) && value.$tl === 'undefined')
}

function isFunction(value: Json | undefined): boolean {
  return isMark(value) && value.$tl === 'function'
}
