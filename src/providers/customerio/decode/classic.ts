/**
 * Requests of the classic snippet (`track.js`): recognised by host and path; what their parameters mean is not
 * documented.
 */

import type { Decoded } from '../../../core/contract/vendor'
import type { Body } from '../../../core/fact'
import { note } from '../../../core/item'
import { isObject, type JsonObject, parseJson } from '../../../core/json'
import { parametersOf } from './address'

const UNKNOWN_NOTE = note(
  'undocumented',
  'A request of the classic snippet. What its parameters mean is not documented; they are shown as sent.',
)

/** Reads a request to `track.customer.io/events/<label>`: labelled by the last path segment, parameters as they are. */
export function decodeClassic(label: string, query: string, body: Body): Decoded {
  const properties: JsonObject = { ...parametersOf(query), ...bodyParameters(body) }
  // The one pixel ever seen is `page.gif?name=…`: there the name is the page's.
  const page = label === 'page'
  const name = page && typeof properties.name === 'string' && properties.name !== '' ? properties.name : label
  const item = {
    type: page ? ('page' as const) : ('event' as const),
    name,
    properties,
    id: null,
    as: null,
    claimedAt: null,
  }
  return {
    key: null,
    version: null,
    surface: 'classic',
    items: [{ ...item, notes: [UNKNOWN_NOTE], index: 0, pixel: true }],
    aside: null,
    unreadable: null,
  }
}

function bodyParameters(body: Body): JsonObject {
  if (body.text === null || body.binary || body.text === '') return {}
  const json = body.text.length < 100_000 ? parseJson(body.text) : undefined
  if (isObject(json)) return json
  return body.text.includes('=') ? parametersOf(body.text) : { body: body.text.slice(0, 1000) }
}
