/**
 * What was decoded already of a request that is folded next: whoever reads a file decodes each body to see whose it
 * is. The fold takes it from here once, lest it decodes the same again. It only saves time.
 */
import type { Body } from '../fact'
import type { Decoded } from './vendor'

interface Request {
  readonly method: string
  readonly url: string
  readonly body: Body
}

/** By the very object of the body, so that it goes with it. */
const known = new WeakMap<Body, Omit<Request, 'body'> & { readonly vendor: string; readonly decoded: Decoded }>()

/** Keeps what the vendor with this id has decoded of a request. */
export function keepDecoded({ method, url, body }: Request, vendor: string, decoded: Decoded): void {
  known.set(body, { method, url, vendor, decoded })
}

/** Gives out, once, what this vendor has decoded of the request; null where it has not, or of another request. */
export function takeDecoded({ method, url, body }: Request, vendor: string): Decoded | null {
  const found = known.get(body)
  if (!found) return null
  known.delete(body)
  return found.vendor === vendor && found.method === method && found.url === url ? found.decoded : null
}
