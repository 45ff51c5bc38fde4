/**
 * Decodes a request of Customer.io's SDKs, of its HTTP API, of the classic snippet's, or of another maker's SDK of the
 * same format.
 */

import { remembered } from '../../../core/collections/remembered'
import type { Decoded } from '../../../core/contract/vendor'
import type { Body } from '../../../core/fact'
import { note, type WireItem } from '../../../core/item'
import { inText, isObject, type Json, type JsonObject, objectOr, stringOr } from '../../../core/json'
import { type Maker, makerOf } from '../claims'
import { idOf } from '../customer'
import { EVENT_TYPES, readEvent } from '../event'
import { bytesSent, type Sent, withReasons } from '../limits'
import type { SurfaceName } from '../sdk'
import { addressOf, type Endpoint, endpointOf } from './address'
import { announced } from './announced'
import { readBody } from './body'
import { decodeClassic } from './classic'
import { completeEvents } from './partial'
import { surfaceOf, versionOf } from './sender'

interface Request {
  readonly method: string
  readonly url: string
  readonly body: Body
}

/** What a request carries; null where a look at the address and body says that it is somebody else's. */
export const decode = decodeBy('customerio')

/** Decodes the requests of this maker's SDKs. */
export function decodeBy(maker: Maker): (request: Request) => Decoded | null {
  return (request) => {
    const text = request.body.binary ? null : request.body.text
    const said = telling(text ?? '')
    const made = said === '' ? makerAt(request.url) : makerOf(said, request.url)
    return made === maker ? read(request, maker) : null
  }
}

/**
 * The part of a body in which its message can say whose it is; what stands before it is not read four times over. Both
 * names are looked for from their first letter, since every third word of JSON begins with a quotation mark.
 */
function telling(body: string): string {
  const [library, bundled] = [body.indexOf('library"'), body.indexOf('bundled"')]
  const first = library < 0 || bundled < 0 ? Math.max(library, bundled) : Math.min(library, bundled)
  return first < 0 ? '' : body.slice(Math.max(0, first - 1))
}

/** Whose a message is that says nothing of it. */
const makerAt = remembered((url) => makerOf('', url))

/** What an address is; an SDK sends to the same one again and again. */
const told = remembered((url) => {
  const address = addressOf(url)
  return { address, endpoint: endpointOf(address) }
})

function read(request: Request, maker: Maker): Decoded | null {
  const { address, endpoint } = told(request.url)
  if (!endpoint) return null
  switch (endpoint.kind) {
    case 'classic':
      return decodeClassic(endpoint.label, address.query, request.body)
    case 'settings':
    case 'script':
      return request.method.toUpperCase() === 'GET' ? aside(endpoint.kind, endpoint.key) : null
    case 'metrics':
      return hasSeries(request.body) ? aside('metrics', null) : null
    case 'in-app':
      return endpoint.sure || request.method.toUpperCase() !== 'POST' || isObjectBody(request.body)
        ? aside('in-app', null)
        : null
    case 'geofences':
    case 'push metrics':
      return aside(endpoint.kind, null)
    default:
      return request.method.toUpperCase() === 'POST' ? decodeTracking(trackingBy(maker, endpoint), request.body) : null
  }
}

type Tracks = Extract<Endpoint, { kind: 'event' | 'batch' }>
type Tracking = Tracks & { readonly maker: Maker }

function trackingBy(maker: Maker, endpoint: Tracks): Tracking {
  const { long, sure } = endpoint
  return endpoint.kind === 'batch'
    ? { kind: 'batch', long, sure, maker }
    : { kind: 'event', event: endpoint.event, long, sure, maker }
}

function decodeTracking(endpoint: Tracking, body: Body): Decoded | null {
  const read = readBody(body)
  const isBatch = endpoint.kind === 'batch'
  if ('unreadable' in read) {
    const begun = body.cut && isBatch ? saved(endpoint, body, read.unreadable) : null
    return begun ?? (endpoint.sure || looksOurs(body.text) ? unreadable(endpoint, body, read.unreadable) : null)
  }
  if (!isObject(read.json))
    return endpoint.sure ? unreadable(endpoint, body, 'The body is JSON, but not an object.') : null
  const { json } = read
  const decoded = isBatch ? decodeBatch(endpoint, json) : decodeEvent(endpoint, json)
  return decoded && judged(endpoint, decoded, { events: eventsOf(json), bytes: bytesSent(body), isBatch })
}

/** The events of a body. */
export function eventsOf(json: JsonObject): readonly Json[] {
  return Array.isArray(json.batch) ? json.batch : [json]
}

/** Only Customer.io documents what it does not process. */
function judged({ maker }: Tracking, decoded: Decoded, sent: Sent): Decoded {
  const items = maker === 'customerio' ? withReasons(decoded.items, sent) : decoded.items
  return items === decoded.items ? decoded : { ...decoded, items }
}

function decodeEvent(endpoint: Extract<Tracking, { kind: 'event' }>, json: JsonObject): Decoded | null {
  const event = json.type === undefined ? { ...json, type: endpoint.event } : json
  if (!endpoint.sure && !isFamily(event, endpoint.long)) return null
  const surface = surfaceOf(event, endpoint)
  const item = wireItem(event, surface, 0)
  if (!item)
    return {
      ...none(surface),
      key: idOf(json.writeKey),
      unreadable: `Unknown event type “${inText(json.type).slice(0, 40)}”.`,
    }
  return { key: idOf(json.writeKey), version: versionOf(event), surface, items: [item], aside: null, unreadable: null }
}

function decodeBatch(endpoint: Extract<Tracking, { kind: 'batch' }>, json: JsonObject): Decoded | null {
  const { batch } = json
  if (!Array.isArray(batch))
    return endpoint.sure ? { ...none('wire'), unreadable: 'The body has no list named “batch”.' } : null
  const events = batch as readonly Json[]
  const first = events.find(isObject)
  if (!endpoint.sure && !(first && isFamily(first, endpoint.long))) return null
  const surface = surfaceOf({ ...json, ...first }, endpoint)
  const named = idOf(json.writeKey)
  const key = named ?? idOf(first?.writeKey)
  const mixed = isMixed(events)
  const read = events.map((event, index) => {
    const alone = isObject(event) ? wireItem(event, surface, index) : null
    const item = alone && mixed && isObject(event) ? ofOther(endpoint.maker, event, alone) : alone
    const own = item && isObject(event) ? idOf(event.writeKey) : null
    return item && own !== null && own !== key ? withOwnKey(item, own, named) : item
  })
  const items = read.filter((item) => item !== null)
  const odd = events.length - items.length
  return {
    ...none(surface),
    key,
    version: first ? versionOf(first) : null,
    items,
    ...(surface === 'ios' || surface === 'android' ? { effects: announced(events, placesOf(items)) } : {}),
    unreadable: odd ? `${odd} of ${events.length} entries of the batch are not events.` : null,
  }
}

const MAKERS: Readonly<Record<Maker, string>> = {
  customerio: 'Customer.io',
  rudderstack: 'RudderStack',
  segment: 'Segment',
}

/** What made an event, as the event says. */
const libraryOf = (event: Json | undefined): JsonObject => {
  const context = isObject(event) ? objectOr(event.context) : {}
  return objectOr(context.library)
}

/** Whether events of one batch name several libraries. */
function isMixed(events: readonly Json[]): boolean {
  const { name, version } = libraryOf(events[0])
  return events.some((event) => libraryOf(event).name !== name || libraryOf(event).version !== version)
}

/** An event in a batch that is taken for another maker's: one request is of one tracker, so that is said. */
function ofOther(maker: Maker, event: JsonObject, item: WireItem): WireItem {
  const library = libraryOf(event)
  const made = makerOf(JSON.stringify({ library }), '')
  if (library.name === undefined || made === maker) return item
  const said = `It was made by ${MAKERS[made]}’s library; the batch that carries it counts as ${MAKERS[maker]}’s.`
  return { ...item, notes: [...(item.notes ?? []), note('origin', said)] }
}

/** An event with another write key than its batch's: `named` is what the batch itself names, null where it does not. */
function withOwnKey(item: WireItem, key: string, named: string | null): WireItem {
  if (named === null) return { ...item, key }
  const said = `It names the write key ${key}, its batch ${named}: by which of them the server goes is not documented.`
  return { ...item, key, notes: [...(item.notes ?? []), note('undocumented', said)] }
}

/** Where the event of an index stands among the items; undefined for what is no event. */
function placesOf(items: readonly WireItem[]): (index: number) => number | undefined {
  const places = new Map(items.map((item, place) => [item.index, place]))
  return (index) => places.get(index)
}

function wireItem(event: JsonObject, surface: SurfaceName, index: number): WireItem | null {
  const read = readEvent(event, surface)
  if (!read) return null
  const { type, name, properties, id, as, claimedAt, automatic, destructive, notes } = read
  // The JavaScript SDKs name the user with everything that they send: null where there is none.
  const isNobody = event.userId === null && type !== 'alias' && (surface === 'wire' || surface === 'segment')
  const nobody = isNobody ? ({ nobody: true } as const) : {}
  const item = { type, name, properties, id, as, claimedAt, automatic, destructive, notes, index, ...nobody }
  const ties = type === 'alias' ? mergedBy(event) : null
  return ties ? { ...item, ties } : item
}

/** An alias merges the visitor's profile, or another person's, into a person's ("Merge profiles", API, `/alias`). */
function mergedBy(event: JsonObject): WireItem['ties'] | null {
  const [userId, anonymousId, previous] = [event.userId, event.anonymousId, event.previousId].map(idOf)
  if (!userId || !previous || previous === userId) return null
  return { soft: previous === anonymousId ? { anonymousId } : { userId: previous }, hard: { userId } }
}

/**
 * Whether an event on a host of unknown owner is of this family. The SDKs always give a message id; hand-made calls
 * name a person.
 */
function isFamily(event: JsonObject, long: boolean): boolean {
  if (typeof event.type !== 'string' || !EVENT_TYPES.includes(event.type)) return false
  if (typeof event.messageId === 'string' || typeof event.writeKey === 'string') return true
  const named = idOf(event.userId) !== null || idOf(event.anonymousId) !== null
  return long && named && (isObject(event.properties) || isObject(event.traits) || typeof event.event === 'string')
}

/** Whether text that could not be parsed was nevertheless meant as one of our bodies. */
function looksOurs(text: string | null): boolean {
  const head = text?.slice(0, 20_000) ?? ''
  return head.includes('"messageId"') && (head.includes('"anonymousId"') || head.includes('"writeKey"'))
}

/** A batch that was kept in part: its complete events, and the reason why there may be more. */
function saved(endpoint: Extract<Tracking, { kind: 'batch' }>, body: Body, reason: string): Decoded | null {
  const batch = completeEvents(body.text ?? '')
  const decoded = batch.length ? decodeBatch(endpoint, { batch }) : null
  if (!decoded) return null
  const { length } = decoded.items
  const unreadable = `${reason} Of the batch the first ${length === 1 ? 'event was' : `${length} events were`} read.`
  return judged(endpoint, { ...decoded, unreadable }, { events: batch, bytes: body.size, isBatch: true })
}

function unreadable(endpoint: Tracking, body: Body, reason: string): Decoded {
  const key = body.text === null ? null : (/"writeKey"\s*:\s*"([^"\\]{1,200})"/.exec(body.text)?.[1] ?? null)
  return { ...none(endpoint.long ? 'rest' : 'wire'), key, unreadable: reason }
}

function hasSeries(body: Body): boolean {
  return body.text !== null && /"series"\s*:/.test(body.text.slice(0, 2000))
}

function isObjectBody(body: Body): boolean {
  return body.text === null || stringOr(body.text.trim())?.startsWith('{') === true || body.text.trim() === ''
}

function none(surface: SurfaceName): Decoded {
  return { key: null, version: null, surface, items: [], aside: null, unreadable: null }
}

function aside(what: string, key: string | null): Decoded {
  return { ...none('wire'), key, aside: what }
}
