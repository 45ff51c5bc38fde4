/** Which addresses of requests may be a vendor's at all: all that the page's world needs to know of its claims. */

const ADDRESSES = Object.values(
  import.meta.glob<readonly RegExp[]>('./*/claims.ts', { eager: true, import: 'addresses' }),
)

/** Finds such an address, whatever the method. In one pattern, since every request of every page is asked. */
export const addresses = new RegExp([...new Set(ADDRESSES.flat())].map(({ source }) => source).join('|'))
