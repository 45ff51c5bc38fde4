/** Which cookies and storage entries are a vendor's own; apart from the surfaces, so that whoever only reads them need not carry those. */

const STORES = import.meta.glob<(name: string) => boolean>('./*/claims.ts', { eager: true, import: 'stores' })

/** The vendor that a cookie or storage entry belongs to, by its folder's name; null where it is nobody's. */
export function storeOwner(name: string): string | null {
  for (const path in STORES) if (STORES[path]?.(name)) return path.slice(2, path.lastIndexOf('/'))
  return null
}
