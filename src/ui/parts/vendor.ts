/** How vendors are named. */
import { vendorOf } from '../../providers/registry'

/** The vendor's name as people know it; the id of one that this version does not know. */
export function vendorName(id: string): string {
  return vendorOf(id)?.name ?? id
}
