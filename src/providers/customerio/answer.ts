/** Reads the server's answers: the whole request is one answer, and its words are shown where it refuses. */

import { neither, notTheirs, readAnswered } from '../../core/answer'
import type { Verdict } from '../../core/contract/vendor'
import { deniesSuccess } from '../../core/denial'
import type { Body } from '../../core/fact'
import type { WireItem } from '../../core/item'
import { isObject, type Json, objectOr, parseJson, stringOr } from '../../core/json'

/**
 * What the server said; the whole request is one answer, whatever the number of events. What answers look like is not
 * documented (an empty object, by the Pipelines API's reference): any JSON that does not deny success, or nothing at
 * all. RudderStack's gateway answers with the text `OK` (rudder-server, gateway/response/response.go).
 */
export function verdict(item: WireItem, status: number, answer: Body): Verdict {
  if (status >= 400) {
    const words = wordsOf(answer)
    return { outcome: 'rejected', words: words === null ? `HTTP ${status}` : `HTTP ${status}: ${words}` }
  }
  if (status < 200 || status >= 300) return { outcome: 'unknown', words: neither(status) }
  const answered = readAnswered(answer)
  const foreign =
    answered.came === 'other'
      ? answer.text?.trim() !== 'OK' && !(item.pixel && isPicture(answer))
      : answered.came === 'json' && deniesSuccess(answered.json)
  return foreign ? notTheirs(status, answered) : { outcome: 'delivered', words: null }
}

/** Whether these are the first bytes of a GIF, a PNG or a JPEG, in base64. */
function isPicture({ text, binary }: Body): boolean {
  return binary === true && /^(?:R0lGOD|iVBORw0KGgo|\/9j\/)/.test(text ?? '')
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
