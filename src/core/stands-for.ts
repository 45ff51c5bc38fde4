/** An address of a site's own that stands for one of a vendor's paths, as the user said. */

/** What is read of a request by its address. */
interface Addressed {
  readonly url: string
  /** The vendor's path that the request's own path stands for: `/bulk`. */
  readonly standsFor?: string | undefined
}

/** The request as its vendor's decoder knows it: at the same host, with the path that its own one stands for. */
export function asVendors<R extends Addressed>(request: R): R {
  const { url, standsFor } = request
  if (standsFor === undefined) return request
  return { ...request, url: url.replace(/^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)[^?#]*/i, (_, host) => host + standsFor) }
}
