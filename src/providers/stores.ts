/**
 * The vendors' names and which cookies and storage entries are whose; apart from the surfaces, so that the relay need
 * not carry those.
 */

const STORES = import.meta.glob<(name: string) => boolean>('./*/claims.ts', { eager: true, import: 'stores' })

const folder = (path: string) => path.slice(2, path.lastIndexOf('/'))
const VENDORS: ReadonlySet<string> = new Set(Object.keys(STORES).map(folder))

/** Whether a vendor of this name is known. */
export function isVendor(name: string): boolean {
  return VENDORS.has(name)
}

/** The vendor that a cookie or storage entry belongs to, by its folder's name; null where it is nobody's. */
export function storeOwner(name: string): string | null {
  for (const path in STORES) if (STORES[path]?.(name)) return folder(path)
  return null
}
