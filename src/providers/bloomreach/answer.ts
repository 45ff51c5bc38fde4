/** Reads the server's answers: what it said of each item, and which cookie it gave. */

import type { Effect, Verdict } from '../../core/contract/vendor'
import type { Body } from '../../core/fact'
import type { WireItem } from '../../core/item'
import { isObject, type Json, type JsonObject, parseJson } from '../../core/json'
import { readBody } from './decode/body'

/** The answer that was read last: it is asked about once for every item that its request carried. */
let last: { readonly answer: Body; readonly said: Json | undefined } | null = null

/**
 * What the server said of one item. A 200 can hide a rejection: of a single command (`results[i]` belongs to
 * `commands[i]`; Web SDK
 * 3.15.0, REST batch), or of the whole message (`success: false`, REST tracking API).
 */
export function verdict(item: WireItem, status: number, answer: Body): Verdict {
  const said = answerOf(answer)
  if (status >= 400) return { outcome: 'rejected', words: wordsOf(said) ?? plainWords(answer) ?? `HTTP ${status}` }
  if (answer.cut)
    return { outcome: 'delivered', words: 'Only the first part of the answer was kept: a refusal in it was not seen.' }
  if (!isObject(said)) return { outcome: 'delivered', words: null }
  const result = Array.isArray(said.results) ? (said.results[item.index] as Json | undefined) : undefined
  if (isObject(result)) {
    if (accepted(result)) return { outcome: 'delivered', words: null }
    return { outcome: 'rejected', words: wordsOf(result) ?? statusWords(result) }
  }
  if (said.success === false) return { outcome: 'rejected', words: wordsOf(said) ?? 'success: false' }
  const missing = Array.isArray(said.results) ? 'The answer has no result for this command.' : null
  return { outcome: 'delivered', words: missing }
}

/**
 * What an answer changes beside the items' delivery: the server gives a new browser its cookie in the result of
 * `system/ids`.
 */
export function readAnswer(request: { readonly body: Body }, status: number, answer: Body): readonly Effect[] {
  if (status < 200 || status > 299) return []
  const said = answerOf(answer)
  const results: readonly Json[] = isObject(said) && Array.isArray(said.results) ? said.results : []
  // Nearly every answer is without a cookie, so the request's body need not be read again for it.
  if (!results.some((result) => isObject(result) && isObject(result.data) && result.data.cookie !== undefined))
    return []
  const sent = readBody(request.body)
  const commands = 'json' in sent && isObject(sent.json) ? sent.json.commands : undefined
  if (!Array.isArray(commands)) return []
  return (commands as readonly Json[]).flatMap((command, i): readonly Effect[] => {
    const result = results[i]
    if (!isObject(command) || command.name !== 'system/ids' || !isObject(result) || !isObject(result.data)) return []
    const cookie = result.data.cookie
    if (typeof cookie !== 'string' || cookie === '') return []
    return [{ kind: 'identity', change: 'seen', soft: { cookie }, text: 'The server gave this browser its cookie' }]
  })
}

function answerOf(answer: Body): Json | undefined {
  if (last?.answer !== answer)
    last = { answer, said: answer.text === null || answer.cut ? undefined : parseJson(answer.text) }
  return last.said
}

function accepted(result: JsonObject): boolean {
  if (result.success === false) return false
  return result.status === undefined ? true : result.status === 'ok'
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
