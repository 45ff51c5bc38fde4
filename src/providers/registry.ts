/** The vendors that Tracklens knows: every folder beside this file that exports a `vendor`. */
import type { Vendor } from '../core/contract/vendor'

/** All vendors, in the order of their folders. */
export const vendors: readonly Vendor[] = Object.values(
  import.meta.glob<Vendor>('./*/index.ts', { eager: true, import: 'vendor' }),
)

/** The vendor with this id; undefined for a recording made by a version that knew more. */
export function vendorOf(id: string): Vendor | undefined {
  return vendors.find((vendor) => vendor.id === id)
}
