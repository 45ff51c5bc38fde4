/**
 * The vendors' names, and which requests may be whose; apart from the registry, so that the background need not carry
 * what reads them.
 */

/** A vendor's id, and whether a request may be its own, by method and address. */
export type Claim = readonly [vendor: string, claims: (method: string, url: string) => boolean]

const CLAIMS = import.meta.glob<Claim[1]>('./*/claims.ts', { eager: true, import: 'claims' })

/** Every vendor's claim, in the order of their folders, which are named like their vendors. */
export const claims: readonly Claim[] = Object.entries(CLAIMS).map(([path, claim]) => [
  path.slice(2, path.lastIndexOf('/')),
  claim,
])
