/** Which addresses of requests may be a vendor's at all: all that the page's world needs to know of its claims. */
const ADDRESSES = import.meta.glob<RegExp>('./*/claims.ts', { eager: true, import: 'addresses' })

/** Finds such an address, whatever the method. In one pattern, since every request of every page is asked. */
export const addresses = new RegExp([...new Set(Object.values(ADDRESSES))].map(({ source }) => source).join('|'))
