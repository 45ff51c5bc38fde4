/** How vendors are named, and what is said of their ids. */
import { vendorOf } from '../../providers/registry'

/** The vendor's name as people know it; the id of one that this version does not know. */
export function vendorName(id: string): string {
  return vendorOf(id)?.name ?? id
}

/** Whether an id that is not soft is sure to be hard: null where it is, else why it may be soft. */
export function doubtOfId(vendor: string, name: string): string | null {
  const { hardIds, openIds } = vendorOf(vendor) ?? {}
  return openIds === undefined || hardIds?.includes(name) ? null : openIds
}
