/** Reads the server's answers: what it said of each item, and who it says the customer is. */

import { neither, notTheirs, readAnswered } from '../../core/answer'
import type { PlacedEffect, Verdict } from '../../core/contract/vendor'
import { deniesSuccess } from '../../core/denial'
import type { Body } from '../../core/fact'
import type { WireItem } from '../../core/item'
import { isObject, type Json, type JsonObject, objectOr, parseJson } from '../../core/json'
import { isTooDeep } from '../../core/nesting'
import { customerOf } from './customer'
import { readBody } from './decode/body'
import { keyOfCommand } from './decode/bulk'

/**
 * Whether an answer is an error that the mobile SDKs read: `{ errors: [{ code, description, message }], success }` (iOS
 * SDK 4.0.1 RequestFactory.swift:336). Capture and the Lab ask the same.
 */
export function isErrorBody(said: Json | undefined): boolean {
  return isObject(said) && Array.isArray(said.errors) && typeof said.success === 'boolean'
}

const CUT = 'Only the first part of the answer was kept: a refusal in it was not seen.'

/**
 * What the server said of one item. A 200 can hide a rejection: of a single command (`results[i]` belongs to
 * `commands[i]`, each with a `status`; Web SDK 3.15.0; with a `success` in the REST batch), or of the whole message
 * (`success: false`, REST tracking API). The Web SDK takes a `/bulk` without `results[i]` for no answer (3.15.0).
 */
export function verdict(item: WireItem, status: number, answer: Body): Verdict {
  const answered = readAnswered(answer)
  const said = answered.came === 'json' ? answered.json : undefined
  if (status >= 400) {
    const words = wordsOf(said) ?? plainWords(answer) ?? `HTTP ${status}`
    return { outcome: 'rejected', words, ...(status >= 500 && isErrorBody(said) ? { inForm: true } : {}) }
  }
  if (status < 200 || status >= 300) return { outcome: 'unknown', words: neither(status) }
  // Made only where it is said: it quotes the whole answer, which a batch's every item is asked about.
  const foreign = (): Verdict => notTheirs(status, answered)
  switch (answered.came) {
    case 'unseen':
      return { outcome: 'delivered', words: answer.cut ? CUT : null }
    case 'nothing':
      return item.hasResult ? foreign() : { outcome: 'delivered', words: null }
    case 'other':
      return foreign()
    case 'part': {
      const result = resultIn(answered.text, item.index)
      return result === undefined ? { outcome: 'delivered', words: CUT } : (ofResult(item, result) ?? foreign())
    }
    case 'json':
      return ofMessage(item, answered.json) ?? notTheirs(status, { came: 'json', json: resultsLast(answered.json) })
  }
}

/** A whole answer with its results last: what is quoted of it begins with what it says of all of them. */
function resultsLast(said: Json): Json {
  if (!isObject(said) || !Array.isArray(said.results)) return said
  const { results, ...others } = said
  return { ...others, results }
}

/** What an answer of the vendor’s always has, beside a success that is true. */
const USUAL: ReadonlySet<string> = new Set(['results', 'start_time', 'end_time'])

/** Whether a message denies success beside its results. Asked for every item: what is always there is not looked at. */
function isDeniedAsWhole(said: JsonObject): boolean {
  const others = Object.entries(said).filter(
    ([name, value]) => !USUAL.has(name) && (name !== 'success' || value !== true),
  )
  return others.length > 0 && deniesSuccess(Object.fromEntries(others))
}

/** What a whole answer says of an item; null where it is none of Bloomreach's, or contradicts itself. */
function ofMessage(item: WireItem, said: Json): Verdict | null {
  if (!isObject(said)) return null
  if (Array.isArray(said.results)) {
    const results: readonly Json[] = said.results
    const result = ofResult(item, results[item.index])
    const isDenied = result?.outcome === 'delivered' && isDeniedAsWhole(said)
    // It may be denied because of another command, whose result says so then.
    if (isDenied && !results.some((each) => ofResult(item, each)?.outcome === 'rejected')) return null
    if (result) return result
  }
  if (said.success === false) return { outcome: 'rejected', words: wordsOf(said) ?? 'success: false' }
  if (item.hasResult || said.results !== undefined || deniesSuccess(said)) return null
  return { outcome: 'delivered', words: null }
}

/** Words for a success that the vendor’s servers do not use, so that the Web SDK takes them for a refusal. */
const FINE = /^(?:ok|okay|success|successful|succeeded|accepted|queued|created|done|received|delivered|processed)$/i

/** What the result of one command says; null where there is none, or none that says anything in the vendor’s words. */
function ofResult(item: WireItem, result: Json | undefined): Verdict | null {
  if (!isObject(result)) return null
  const { status, success } = result
  if (success === false || (typeof status === 'string' && status !== 'ok' && !FINE.test(status)))
    return { outcome: 'rejected', words: wordsOf(result) ?? statusWords(result) }
  if (status === 'ok' || (success === true && !item.hasResult)) return { outcome: 'delivered', words: null }
  return null
}

/** The result with this index in the beginning of an answer; undefined where it was not kept whole. */
function resultIn(text: string, index: number): Json | undefined {
  const list = /"results"\s*:\s*\[/.exec(text)
  if (!list) return undefined
  let at = list.index + list[0].length
  for (let n = 0; ; n++) {
    const end = endOfValue(text, at)
    if (end === null) return undefined
    const result = text.slice(at, end)
    if (n === index) return isTooDeep(result) ? undefined : parseJson(result)
    at = end + 1
  }
}

/** Where the value of a list that begins at `start` ends: at its comma or the list's bracket; null beyond the text. */
function endOfValue(text: string, start: number): number | null {
  let depth = 0
  let quoted = false
  for (let at = start; at < text.length; at++) {
    const letter = text[at]
    if (quoted) {
      if (letter === '\\') at++
      else if (letter === '"') quoted = false
    } else if (letter === '"') quoted = true
    else if (letter === '{' || letter === '[') depth++
    else if (depth === 0 && (letter === ',' || letter === ']')) return at
    else if (letter === '}' || letter === ']') depth--
  }
  return null
}

/**
 * What an answer changes beside the items' delivery: the server gives a new browser its cookie in the result of
 * `system/ids`.
 */
export function readAnswer(request: { readonly body: Body }, status: number, answer: Body): readonly PlacedEffect[] {
  if (status < 200 || status > 299) return []
  const answered = readAnswered(answer)
  const said = answered.came === 'json' ? answered.json : undefined
  const results: readonly Json[] = isObject(said) && Array.isArray(said.results) ? said.results : []
  // Nearly every answer is without data, so the request's body need not be read again for it.
  if (!results.some((result) => isObject(result) && isObject(result.data) && Object.keys(result.data).length > 0))
    return []
  const sent = readBody(request.body)
  const commands = 'json' in sent && isObject(sent.json) ? sent.json.commands : undefined
  if (!Array.isArray(commands)) return []
  return (commands as readonly Json[]).flatMap((command, i): readonly PlacedEffect[] => {
    const result = results[i]
    if (!isObject(command) || command.name !== 'system/ids' || !isObject(result) || !isObject(result.data)) return []
    // The SDK takes over whatever ids the answer has, hard ones too (Web SDK 3.15.0: extendOptions).
    const { soft, hard } = customerOf(result.data)
    if (Object.keys({ ...soft, ...hard }).length === 0) return []
    const text = 'The server said who this browser’s customer is'
    const key = keyOfCommand(objectOr(command.data))
    return [{ kind: 'identity', change: 'seen', soft, hard, text, ...(key === null ? {} : { key }) }]
  })
}

function statusWords(result: JsonObject): string {
  return typeof result.status === 'string' ? `status: ${result.status}` : 'The server refused it without a reason.'
}

/**
 * The server's own words: `errors` as texts, as objects with a description, or keyed by field; `message`; or `error`.
 */
function wordsOf(said: Json | undefined): string | null {
  if (!isObject(said)) return null
  const errors = listOf(said.errors).map(errorText).filter(Boolean)
  if (errors.length) return errors.join('; ')
  for (const name of ['message', 'error', 'description'] as const) {
    const words = said[name]
    if (typeof words === 'string' && words !== '') return words
  }
  return null
}

function listOf(errors: Json | undefined): readonly (readonly [string, Json])[] {
  if (Array.isArray(errors)) return errors.map((error: Json) => ['', error] as const)
  if (isObject(errors)) return Object.entries(errors)
  return errors === undefined || errors === null ? [] : [['', errors]]
}

function errorText([field, error]: readonly [string, Json]): string {
  const text = isObject(error)
    ? [error.description, error.message, error.code].find((part) => typeof part === 'string' && part !== '')
    : Array.isArray(error)
      ? error.join(', ')
      : error
  const words = typeof text === 'string' ? text : JSON.stringify(text ?? error).slice(0, 500)
  return field ? `${field}: ${words}` : words
}

function plainWords(answer: Body): string | null {
  const text = answer.binary ? null : (answer.text?.trim() ?? null)
  return text ? text.slice(0, 300) : null
}
