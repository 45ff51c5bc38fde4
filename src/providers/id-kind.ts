/** Whether an ID names a person or a device, as far as that is known: the one answer of views, the Lab and exports. */
import { vendorOf } from './registry'

/** Whether an ID that is not soft is sure to be hard: null where it is, else why it may be soft, as a sentence. */
export function doubtOfId(vendor: string, name: string): string | null {
  const { hardIds, openIds } = vendorOf(vendor) ?? {}
  return openIds === undefined || hardIds?.includes(name) ? null : openIds
}

/** What an ID is called; `hard` is on which side of a customer it stands. */
export function kindOfId(vendor: string, name: string, hard: boolean): 'hard' | 'hard?' | 'soft' {
  return !hard ? 'soft' : doubtOfId(vendor, name) === null ? 'hard' : 'hard?'
}
