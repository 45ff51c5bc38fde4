/**
 * Which requests may be RudderStack's: those of the format that Customer.io's SDKs speak too, by whose library a
 * message names.
 */

import { looksAlike, makerOf, speaks } from '../customerio/claims'

export { addresses, startsSdk } from '../customerio/claims'

/** Whether a request may be RudderStack's: to its own host, or to one that is nobody's. */
export function claims(method: string, url: string): boolean {
  return speaks(method, url) && makerOf('', url) !== 'segment'
}

/** Whether a body is of the format and RudderStack's. */
export function sniff(body: string, url: string): boolean {
  return looksAlike(body) && makerOf(body, url) === 'rudderstack'
}

/** Whether a cookie or storage entry is RudderStack's alone: nothing is known that could be read. */
export function stores(): boolean {
  return false
}
