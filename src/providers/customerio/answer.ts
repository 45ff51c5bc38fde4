/** Reads the server's answers: the whole request is one answer, and its words are shown where it refuses. */

import type { Verdict } from '../../core/contract/vendor'
import type { Body } from '../../core/fact'
import type { WireItem } from '../../core/item'
import { isObject, type Json, objectOr, parseJson, stringOr } from '../../core/json'

/**
 * What the server said. Every status below 400 is a delivery; the whole request is one answer, whatever the number of
 * events.
 */
export function verdict(_item: WireItem, status: number, answer: Body): Verdict {
  if (status < 400) return { outcome: 'delivered', words: null }
  const words = wordsOf(answer)
  return { outcome: 'rejected', words: words === null ? `HTTP ${status}` : `HTTP ${status}: ${words}` }
}

/** The words of an answer: its message where it is JSON, else the beginning of its text; at most 300 characters. */
function wordsOf(answer: Body): string | null {
  const text = answer.text?.trim() ?? ''
  if (text === '' || answer.binary) return null
  const json = text.length < 100_000 ? parseJson(text) : undefined
  return (isObject(json) ? messageOf(json) : null) ?? text.slice(0, 300)
}

function messageOf(json: Readonly<Record<string, Json>>): string | null {
  const meta = objectOr(json.meta)
  const error = objectOr(json.error)
  const list = Array.isArray(json.errors) ? json.errors : Array.isArray(meta.errors) ? meta.errors : []
  const first = list[0]
  const words =
    stringOr(json.message) ??
    stringOr(json.error) ??
    stringOr(error.message) ??
    stringOr(meta.error) ??
    stringOr(first) ??
    stringOr(objectOr(first).message) ??
    stringOr(objectOr(first).reason)
  return words === null || words === '' ? null : words.slice(0, 300)
}
