/** What of a request is too large for the server to process it, by the measure that the ledger has too. */
import type { Body } from '../../../core/fact'
import { objectOr } from '../../../core/json'
import { bytesSent, LARGEST_CALL, type Sent, tooLarge } from '../limits'
import { decode, eventsOf } from '.'
import { addressOf, endpointOf } from './address'
import { readBody } from './body'
import { completeEvents } from './partial'

interface Request {
  readonly method: string
  readonly url: string
  readonly body: Body
}

/** Why each thing of a body is too large, by the body: who asks for one of a batch asks for them all. */
const measured = new WeakMap<Body, readonly (string | null)[]>()

/**
 * Why a thing that a request carries is too large for the server to process it, or its batch is; null where neither is.
 * `place` is its place among the things that are decoded from the request.
 */
export function tooLargeIn(request: Request, place: number): string | null {
  const { text, size } = request.body
  // Nearly every body is, by its length alone, within what one call may have.
  if ((text === null ? size : text.length * WIDEST) <= LARGEST_CALL) return null
  const all = measured.get(request.body) ?? measure(request)
  measured.set(request.body, all)
  return all[place] ?? null
}

/** The most bytes of a character. */
const WIDEST = 3

function measure(request: Request): readonly (string | null)[] {
  if (bytesSent(request.body) <= LARGEST_CALL) return []
  const sent = sentIn(request)
  return decode(request)?.items.map(({ index }) => tooLarge(sent, index)) ?? []
}

function sentIn({ url, body }: Request): Sent {
  const isBatch = endpointOf(addressOf(url))?.kind === 'batch'
  if (body.cut) return { events: completeEvents(body.text ?? ''), bytes: body.size, isBatch }
  const read = readBody(body)
  return { events: 'json' in read ? eventsOf(objectOr(read.json)) : [], bytes: bytesSent(body), isBatch }
}
