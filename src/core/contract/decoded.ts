/**
 * What was decoded already of a request that is folded next: whoever reads a file decodes each body to see whose it
 * is. The fold takes it from here once, lest it decodes the same again. It only saves time.
 */
import type { Body } from '../fact'
import type { Decoded, Vendor } from './vendor'

interface Request {
  readonly method: string
  readonly url: string
  readonly body: Body
}

/** By the very object of the body, so that it goes with it. */
const known = new WeakMap<Body, Omit<Request, 'body'> & { readonly vendor: string; readonly decoded: Decoded }>()

/**
 * The vendors, for whoever folds in the same thread what it reads: what they decode is kept until it is folded. Kept by
 * whoever hands its facts on it would only take memory.
 */
export function keeping(vendors: readonly Vendor[]): readonly Vendor[] {
  return vendors.map((vendor) => ({
    ...vendor,
    decode: (request) => {
      const decoded = vendor.decode(request)
      const { method, url, body } = request
      if (decoded) known.set(body, { method, url, vendor: vendor.id, decoded })
      return decoded
    },
  }))
}

/** Gives out, once, what this vendor has decoded of the request; null where it has not, or of another request. */
export function takeDecoded({ method, url, body }: Request, vendor: string): Decoded | null {
  const found = known.get(body)
  if (!found) return null
  known.delete(body)
  return found.vendor === vendor && found.method === method && found.url === url ? found.decoded : null
}
