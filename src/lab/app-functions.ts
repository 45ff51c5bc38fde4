/**
 * The app's own functions in a text: what stands in them, and the values that their parameters have where they are
 * called.
 */
import { argumentsOfSwift, type SwiftValue, type SwiftValues } from './swift'

/** A parameter: its label at a call, null for none, its name within, and what it is where it is left out. */
interface Parameter {
  readonly label: string | null
  readonly name: string
  readonly otherwise: string | null
}

/** A function of the app's own. */
export interface AppFunction {
  readonly parameters: readonly Parameter[]
  /** What stands between its braces. */
  readonly body: string
  /** Whether anything in the text calls it, itself apart. */
  readonly isCalled: boolean
}

const DECLARED = /\bfunc\s+(\w+)\s*\(/g
/** Texts and comments, in which brackets do not count. */
const NO_CODE = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g

/** The functions that a text declares, by their names; one whose braces do not close is none. */
export function functionsIn(text: string): ReadonlyMap<string, AppFunction> {
  // Of the same length, so that places in the one are places in the other.
  const code = text.replaceAll(NO_CODE, (each) => ' '.repeat(each.length))
  const found = new Map<string, AppFunction>()
  for (const { 0: head, 1: name = '', index } of code.matchAll(DECLARED)) {
    const within = index + head.length
    const end = closing(code, within - 1, '()')
    const begin = end < 0 ? -1 : code.indexOf('{', end)
    const last = begin < 0 ? -1 : closing(code, begin, '{}')
    if (last < 0) continue
    const others = code.slice(0, index) + code.slice(last)
    const isCalled = new RegExp(`(?<!\\bfunc\\s+)(?<![\\w.])(?:self[?!]?\\.)?${name}\\s*\\(`).test(others)
    const parameters = listed(text.slice(within, end)).map(parameterOf)
    found.set(name, { parameters, body: text.slice(begin + 1, last), isCalled })
  }
  return found
}

/** Where the bracket that opens at a place is closed; below 0 where it is not. */
function closing(code: string, from: number, [open, close]: string): number {
  let depth = 0
  for (let at = from; at < code.length; at++) {
    if (code[at] === open) depth++
    else if (code[at] === close && --depth === 0) return at
  }
  return -1
}

/** The entries of a list, whose commas stand outside of brackets. */
function listed(text: string): readonly string[] {
  const entries: string[] = ['']
  let depth = 0
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\.)*"|[\s\S]/g)) {
    if ('([{<'.includes(sign)) depth++
    else if (')]}>'.includes(sign)) depth--
    if (sign === ',' && depth === 0) entries.push('')
    else entries[entries.length - 1] += sign
  }
  return entries.filter((each) => each.trim() !== '')
}

/** `label name: Type = value`, where a single name is its own label and `_` is none. */
function parameterOf(text: string): Parameter {
  const [, first = '', second, otherwise] = /^\s*(\w+)(?:\s+(\w+))?\s*:[^=]*(?:=\s*([\s\S]*))?$/.exec(text) ?? []
  return { label: first === '_' ? null : first, name: second ?? first, otherwise: otherwise?.trim() ?? null }
}

/** The values of a function's parameters at a call; null where they do not fit, or have to be computed. */
export function valuesAt(
  { parameters }: AppFunction,
  text: string,
  values: SwiftValues,
): ReadonlyMap<string, SwiftValue> | null {
  const given = [...(argumentsOfSwift(text, values) ?? [])]
  if (given.length === 0 && text.trim() !== '') return null
  const bound = new Map<string, SwiftValue>()
  for (const { label, name, otherwise } of parameters) {
    const value = given[0]?.label === label ? given.shift() : undefined
    const known = value ?? (otherwise === null ? undefined : argumentsOfSwift(otherwise, values)?.[0])
    if (known === undefined) return null
    bound.set(name, { value: known.value, made: known.made })
  }
  return given.length > 0 ? null : bound
}
