/**
 * Whose a request is, where each is some vendor's: stands in for `src/providers/owners.ts` and `addresses.ts` in the
 * build of `npm run battery`, so that all that is done with a vendor's requests is done with every one of a page.
 */

/** Finds every address. */
export const addresses = /^/

/** The vendor that every request belongs to. */
export const ownerOf = () => 'customerio'

/** The same of a request that a stop holds back. */
export const holdable = () => 'customerio'
