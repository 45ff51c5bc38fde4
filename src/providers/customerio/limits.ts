/** What the server is documented to answer with 200 and not to process. */
import type { Body } from '../../core/fact'
import type { WireItem } from '../../core/item'
import type { Json, JsonObject } from '../../core/json'
import { bytesOf, inKb, isOver } from '../../core/text'
import { oddContentIds } from './meaning'

/** One call may have so many bytes (Pipelines OpenAPI: 32 KB per call). */
export const LARGEST_CALL = 32 * 1024

/** A batch may have so many bytes (Pipelines OpenAPI: 500 KB per batch). */
export const LARGEST_BATCH = 500 * 1024

/** What was sent: its events in the order of the body, and whether they were in a batch. */
export interface Sent {
  readonly events: readonly Json[]
  /** The bytes of all that was sent; 0 where that is surely within what one call may have. */
  readonly bytes: number
  readonly isBatch: boolean
}

/** The bytes of a body, which a page tells in characters; measured only where it may be over a limit, 0 elsewhere. */
export function bytesSent({ text, size }: Body): number {
  if (text === null) return size
  return isOver(text, LARGEST_CALL) ? bytesOf(text) : 0
}

/** Why the event of an index is too large to be processed, or the batch that it is in; null where neither is. */
export function tooLarge({ events, bytes, isBatch }: Sent, index: number): string | null {
  if (bytes <= LARGEST_CALL) return null
  if (isBatch && bytes > LARGEST_BATCH) return `its batch has ${inKb(bytes)}, and may have 500 KB`
  const call = isBatch ? sizeOfCall(events[index] ?? null) : bytes
  return call > LARGEST_CALL ? `it has ${inKb(call)}, and one call may have 32 KB` : null
}

/** The bytes of one event as it goes out; 0 where it is surely within what one call may have. */
export function sizeOfCall(event: Json): number {
  return roomLeft(event, LARGEST_CALL) < 0 ? bytesOf(JSON.stringify(event)) : 0
}

/** The most bytes that a letter takes, as an escape. */
const LETTER = 6
/** The most bytes that a value takes that is no text, with what separates it. */
const VALUE = 30

/** What is left of so many bytes when a value is written, at the least: not below 0 where it is surely small. */
function roomLeft(value: Json, bytes: number): number {
  if (typeof value === 'string') return bytes - LETTER * value.length - VALUE
  let left = bytes - VALUE
  if (Array.isArray(value)) for (let i = 0; i < value.length && left >= 0; i++) left = roomLeft(value[i] as Json, left)
  else if (value !== null && typeof value === 'object')
    for (const name in value)
      if (left >= 0) left = roomLeft((value as JsonObject)[name] as Json, left - LETTER * name.length)
  return left
}

/**
 * The items of a request with the reason why the server does not process them; those without one as they are, and the
 * very list where none has any.
 */
export function withReasons(items: readonly WireItem[], sent: Sent): readonly WireItem[] {
  const reasons = items.map(({ index }) => {
    const odd = oddContentIds((sent.events[index] ?? null) as JsonObject)
    return tooLarge(sent, index) ?? (odd.length ? `${odd.join(' and ')} must be integers` : null)
  })
  if (reasons.every((why) => why === null)) return items
  return items.map((item, place) => {
    const why = reasons[place] ?? null
    return why === null ? item : { ...item, unprocessed: why }
  })
}
