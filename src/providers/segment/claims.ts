/**
 * Which requests may be Segment's: those of the format that Customer.io's SDKs speak too, by whose library a message
 * names.
 */

import { looksAlike, makerOf, speaks } from '../customerio/claims'

export { addresses, startsSdk } from '../customerio/claims'

/** Whether a request may be Segment's: to its own host, or to one that is nobody's. */
export function claims(method: string, url: string): boolean {
  return speaks(method, url) && makerOf('', url) !== 'rudderstack'
}

/** Whether a body is of the format and Segment's. */
export function sniff(body: string, url: string): boolean {
  return looksAlike(body) && makerOf(body, url) === 'segment'
}

/** Whether a cookie or storage entry is Segment's alone: Customer.io's SDKs use the same names (`storesOf`). */
export function stores(): boolean {
  return false
}
