/** One step of a sequence as text: written, and read back with what is wrong with it. */
import { isObject, type Json, objectOr } from '../core/json'
import type { Answer, Step } from './bench'
import type { Operation } from './model'
import { argumentsOfSwift, type SwiftArgument, type SwiftValues, unnamed } from './swift'

/** Why something could not be read, in a sentence. */
interface Wrong {
  readonly wrong: string
}

const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, min: 60_000, s: 1000, ms: 1 }

/** The longest wait of one step, in milliseconds: a year. */
const LONGEST_WAIT = 366 * 86_400_000

/** Milliseconds as the text has them: `70 s`, `1 d`. */
export function durationText(ms: number): string {
  const unit = Object.keys(UNITS).find((name) => ms % (UNITS[name] ?? 1) === 0) ?? 'ms'
  return ms === 0 ? '0 s' : `${ms / (UNITS[unit] ?? 1)} ${unit}`
}

/** `70 s`, `1.5 h`, `1d` as whole milliseconds; null for anything else, and for more than a year. */
export function durationOf(text: string): number | null {
  const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*(ms|s|min|h|d)$/.exec(text.trim()) ?? []
  const ms = Math.round(Number(count) * (UNITS[unit] ?? Number.NaN))
  return count !== '' && ms <= LONGEST_WAIT ? ms : null
}

/** A step's line. */
export function stepText(step: Step): string {
  switch (step.step) {
    case 'call':
      return `${step.method}(${step.args.map((arg) => JSON.stringify(arg)).join(', ')})`
    case 'wait':
      return `wait ${durationText(step.ms)}`
    case 'app':
      return `app ${step.change}`
    case 'network':
      return `network ${step.online ? 'on' : 'off'}`
    case 'server':
      return `server ${step.answer === null ? 'hold' : answerText(step.answer)}`
    case 'answer':
      return `answer ${step.request} ${answerText(step.answer)}`
  }
}

function answerText({ status, body }: Answer): string {
  if (status === null) return 'none'
  return body === null ? String(status) : `${status} ${JSON.stringify(body)}`
}

/** Reads a step's line; `operations` are the methods that it may call, `values` those that names stand for. */
export function readStep(
  line: string,
  operations: readonly Operation[],
  values: SwiftValues = new Map(),
): Step | Wrong {
  const [, method = '', text = ''] = CALL.exec(line) ?? []
  if (method !== '') return readCall({ method, text }, operations, values)
  const [word = '', tail = ''] = line.split(/\s+(.*)/s)
  const rest = tail.trim()
  switch (word) {
    case 'wait': {
      const ms = durationOf(rest)
      return ms === null
        ? { wrong: '“wait” takes a time such as 500 ms, 70 s, 5 min, 2 h or 1 d, up to 366 d.' }
        : { step: 'wait', ms }
    }
    case 'app':
      if (rest === 'active' || rest === 'background' || rest === 'killed' || rest === 'launched')
        return { step: 'app', change: rest }
      return { wrong: '“app” takes active, background, killed or launched.' }
    case 'network':
      return rest === 'on' || rest === 'off'
        ? { step: 'network', online: rest === 'on' }
        : { wrong: '“network” takes on or off.' }
    case 'server': {
      if (rest === 'hold') return { step: 'server', answer: null }
      const answer = readAnswer(rest)
      return 'wrong' in answer ? answer : { step: 'server', answer }
    }
    case 'answer': {
      const [number = '', said = ''] = rest.split(/\s+(.*)/s)
      if (!/^[1-9]\d{0,5}$/.test(number))
        return { wrong: '“answer” takes the number of a request, then what the server says.' }
      const answer = readAnswer(said)
      return 'wrong' in answer ? answer : { step: 'answer', request: Number(number), answer }
    }
    default: {
      const shown = line.length > 60 ? `${line.slice(0, 60)}…` : line
      return {
        wrong: `“${shown}” is not a step. Write method(arguments), or wait, app, network, server, answer.`,
      }
    }
  }
}

/** A call, also as Swift writes it: on `Exponea.shared`, or on whatever else has the method. */
const CALL = /^(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*)\s*\((.*)\)\s*;?$/s

function readCall(
  { method, text }: { readonly method: string; readonly text: string },
  operations: readonly Operation[],
  values: SwiftValues,
): Step | Wrong {
  const names = operations.flatMap((known) => [known.method, ...(known.also ?? [])])
  if (!names.includes(method)) return { wrong: `The SDK has no method “${method}”. Methods: ${names.join(', ')}.` }
  // The guides write three dots for arguments that do not matter there.
  const args = jsonOf(`[${text.trim() === '...' ? '' : text}]`, `The arguments of ${method}`)
  if (!('wrong' in args)) return { step: 'call', method, args: args.json as readonly Json[] }
  const swift = argumentsOfSwift(text, values)
  const known = operations.find((each) => each.method === method || each.also?.includes(method))
  if (swift !== undefined && known !== undefined) return placed(method, swift, known)
  if (!/^\s*\w+\s*:|^\s*[A-Za-z_][\w.]*\s*$|\?\?/.test(text)) return args
  const name = unnamed(text, values)
  // What begins with a capital is a type: no let gives it a value.
  return name === null || /^[A-Z]/.test(name)
    ? { wrong: `The arguments of ${method} cannot be read. ${READABLE}` }
    : { wrong: `“${name}” has no value here: give it one before, as in let ${name.replace(/\..*/, '')} = ["a": 1].` }
}

/** What the Lab knows of an expression; it computes nothing. */
const READABLE =
  'Swift is read as literals, names that have a value here, and texts with such names in them: "a \\(name)"; what ' +
  'has to be computed is not played.'

/** Arguments with Swift's labels, in the order of the operation's fields. */
function placed(method: string, given: readonly SwiftArgument[], operation: Operation): Step | Wrong {
  const { fields, labels = [], newerLabels = [] } = operation
  const lists = [labels, newerLabels, fields.map(({ name }) => name)]
  const placeOf = (label: string) => lists.find((list) => list.includes(label))?.indexOf(label) ?? -1
  const named = given.flatMap(({ label }) => label ?? [])
  if (named.some((label) => placeOf(label) < 0)) {
    // What takes one object takes its parts by their labels too, behind one object that has none.
    if (fields.length === 1 && given.every(({ label, value }, at) => label !== null || (at === 0 && isObject(value))))
      return {
        ...{ step: 'call', method },
        args: [
          Object.fromEntries(
            given.flatMap(({ label, value }) => (label === null ? Object.entries(objectOr(value)) : [[label, value]])),
          ),
        ],
      }
    const odd = named.find((label) => placeOf(label) < 0)
    const all = fields.map(({ name }, at) => labels[at] ?? name)
    return { wrong: `${method} has no parameter “${odd}”. Parameters: ${all.join(', ') || 'none'}.` }
  }
  const args: Json[] = []
  given.forEach(({ label, value }, at) => {
    args[label === null ? at : placeOf(label)] = value
  })
  const encoding = fields.findIndex(({ choices }) => choices?.includes('Encodable'))
  if (encoding >= 0 && given.some(({ made }) => made)) args[encoding] = 'Encodable'
  return { step: 'call', method, args: Array.from(args, (arg) => arg ?? null) }
}

function readAnswer(text: string): Answer | Wrong {
  if (text === 'none') return { status: null, body: null }
  const [code = '', said = ''] = text.split(/\s+(.*)/s)
  if (!/^[1-5]\d\d$/.test(code))
    return { wrong: 'A server says a status from 100 to 599 and a body as JSON, or none for no answer.' }
  const body = said.trim() === '' ? { json: null } : jsonOf(said, 'The body')
  return 'wrong' in body ? body : { status: Number(code), body: body.json }
}

/** Reads JSON; `what` begins the sentence where it is none. */
export function jsonOf(text: string, what: string): { readonly json: Json } | Wrong {
  try {
    return { json: JSON.parse(text) as Json }
  } catch (error) {
    return { wrong: `${what} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}
