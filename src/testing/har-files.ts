/** HARs written by hand, for the tests of their readers: entries of Customer.io's SDK, read and inspected. */
import { strToU8 } from 'fflate'
import type { JsonObject } from '../core/json'
import { readFiles } from '../files/read'
import type { Source } from '../files/read/source'
import { inspect } from '../inspection'
import { vendors } from '../providers/registry'

/** When the recordings begin; milliseconds since 1970. */
export const AT = Date.parse('2026-03-01T10:00:00.000Z')
/** Where the SDK sends to. */
export const URL = 'https://cdp.customer.io/v1/t'

/** A file with this content; an object is written as JSON. */
export function source(name: string, content: string | Uint8Array | object): Source {
  const bytes =
    content instanceof Uint8Array ? content : strToU8(typeof content === 'string' ? content : JSON.stringify(content))
  return { name, size: bytes.length, bytes: async (from, to) => bytes.slice(from, to) }
}

/** A message of Customer.io's SDK. */
export const message = (event: string, more: object = {}): string =>
  JSON.stringify({ type: 'track', event, messageId: `m-${event}`, anonymousId: 'a1', properties: {}, ...more })

/** The time `ms` milliseconds after the beginning, as a HAR writes it. */
export const time = (ms: number): string => new Date(AT + ms).toISOString()
/** The collector's answer to what it took. */
export const ACCEPTED = { status: 200, content: { text: '{"success":true}', size: 16, mimeType: 'application/json' } }

/** A HAR entry with one event, sent `ms` milliseconds after the beginning; `response` null: it has no answer. */
export function entry(
  event: string,
  ms: number,
  more: { request?: object; response?: object | null } & object = {},
): JsonObject {
  const { request = {}, response = {}, ...rest } = more
  const text = message(event)
  return {
    startedDateTime: time(ms),
    time: 20,
    request: { method: 'POST', url: URL, postData: { mimeType: 'application/json', text }, ...request },
    ...(response === null ? {} : { response: { ...ACCEPTED, ...response } }),
    ...rest,
  } as JsonObject
}

/** A HAR of these entries. */
export const har = (entries: readonly unknown[], more: object = {}): object => ({
  log: { version: '1.2', creator: { name: 'Tool', version: '3' }, entries, ...more },
})

/** Reads files and inspects them; `told` has a word on each item, `lacks` what is not known. Throws where it cannot. */
export async function read(...sources: readonly Source[]) {
  const files = await readFiles(sources, vendors)
  if (!('facts' in files)) throw new Error(JSON.stringify(files))
  const inspection = inspect(files.facts, { now: files.now })
  const items = inspection.state.items.toArray()
  return {
    ...inspection,
    now: files.now,
    items,
    told: items.map(({ name, delivery }) => `${name} ${delivery}`),
    lacks: inspection.completeness.doubts.map(({ text }) => text),
  }
}

/** Reads files; what is wrong with them, a sentence each. */
export async function wrongOf(...sources: readonly Source[]): Promise<readonly string[]> {
  const files = await readFiles(sources, vendors)
  return 'wrong' in files ? files.wrong : []
}
