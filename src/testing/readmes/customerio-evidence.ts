/** How what shows Customer.io's README is written: the profiles, the surfaces, and requests of other senders. */
import type { Json, JsonObject } from '../../core/json'
import { as, lab, on, page, request, type Shown } from '../guides/statement'

/** A sequence of the JavaScript SDK. */
export const js = (script: string, ...lines: readonly string[]): Shown => as('js', lab(script, ...lines))

/** Calls as the SDK's inspector tells of them: the event itself. */
export const told = (event: JsonObject, ...lines: readonly string[]): Shown =>
  on('inspector', page(`dispatch_start(${JSON.stringify({ messageId: 'ajs-next-1', ...event })})`, ...lines))

/** Calls of the snippet, of which its stub takes those of before the SDK has loaded. */
export const snippet = (script: string, ...lines: readonly string[]): Shown => on('snippet', page(script, ...lines))

/** Calls of the classic snippet. */
export const classic = (script: string, ...lines: readonly string[]): Shown => on('classic', page(script, ...lines))

/** An anonymous visitor, and a person. */
export const ANYBODY = { anonymousId: 'a-1', messageId: 'm-1', timestamp: '2023-11-14T22:13:20.000Z', writeKey: 'K' }
/** A person. */
export const SOMEBODY = { ...ANYBODY, userId: 'u1' }

/** A request of the Pipelines API. */
export const api = (path: string, body: Json, ...lines: readonly string[]): Shown =>
  request([`https://cdp.customer.io/v1/${path}`, JSON.stringify(body), [200, '']], ...lines)
