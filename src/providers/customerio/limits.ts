/** What the server is documented to answer with 200 and not to process. */
import type { WireItem } from '../../core/item'
import type { Json, JsonObject } from '../../core/json'
import { bytesOf, inKb, isOver } from '../../core/text'
import { oddContentIds } from './meaning'

/** One call may have so many bytes (Pipelines OpenAPI: 32 KB per call). */
export const LARGEST_CALL = 32 * 1024

/** A batch may have so many bytes (Pipelines OpenAPI: 500 KB per batch). */
export const LARGEST_BATCH = 500 * 1024

/**
 * Why a call is too large to be processed, or the batch that it is in; null where neither is. Sizes are in bytes,
 * `batch` is 0 for a call on its own.
 */
export function tooLarge(call: number, batch: number): string | null {
  if (batch > LARGEST_BATCH) return `its batch has ${inKb(batch)}, and may have 500 KB`
  return call > LARGEST_CALL ? `it has ${inKb(call)}, and one call may have 32 KB` : null
}

/**
 * The items of a request with the reason why the server does not process them; those without one as they are. `events`
 * are what the items were read from, by index, and `text` what they were sent as.
 */
export function withReasons(items: readonly WireItem[], events: readonly Json[], text: string): readonly WireItem[] {
  const large = isOver(text, LARGEST_CALL)
  const batch = events.length > 1 && large ? bytesOf(text) : 0
  return items.map((item) => {
    const event = (events[item.index] ?? null) as JsonObject
    const size = large ? bytesOf(events.length > 1 ? JSON.stringify(event) : text) : 0
    const odd = oddContentIds(event)
    const why = tooLarge(size, batch) ?? (odd.length ? `${odd.join(' and ')} must be integers` : null)
    return why === null ? item : { ...item, unprocessed: why }
  })
}
