/** Where a send was led to on its way. */

/** One redirect: who answered so, with which status, and the address that was asked next. */
export interface Hop {
  readonly from: string
  readonly status: number
  readonly to: string
}

/** What is known of a redirected send beside its first address. */
export interface Trail {
  /** The redirects that the browser told of, in their order as far as that is known. */
  readonly hops: readonly Hop[]
  /** The address, other than the first one, at which the browser saw it end; null while it saw none. */
  readonly end: string | null
  /** The address that the page's answer came from; null where the page told none. */
  readonly last: string | null
  /** The page had asked not to follow redirects: what answered it is one. */
  readonly unfollowed?: boolean
}
