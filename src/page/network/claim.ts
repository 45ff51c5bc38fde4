/** Whose a request is: a cached verdict on its address, then a look at its body. */
import type { Surface } from '../../core/surface'
import { ownMap } from '../natives'

/** How many addresses are remembered. A page whose every request has another address pays for a few patterns instead. */
const REMEMBERED = 500

/** Which surfaces may claim an address: one bit a surface, for a request with a body (POST) and for one without (GET). */
export interface Verdict {
  readonly post: number
  readonly get: number
}

/** The judge of requests. */
export interface Claims {
  /** Null where no surface claims the address, which costs next to nothing. */
  readonly of: (url: string) => Verdict | null
  /** The vendor of a request; null where no surface recognises the body. Without any text the address alone decides. */
  readonly vendor: (verdict: Verdict, method: string, text: string | null) => string | null
  /** Whether Tracklens' own stop lets a vendor's request through. */
  readonly free: (vendor: string, method: string, url: string) => boolean
}

/** Makes the judge. */
export function createClaims(surfaces: readonly Surface[]): Claims {
  const verdicts = ownMap<string, Verdict | null>()

  function judge(url: string): Verdict | null {
    let post = 0
    let get = 0
    for (let i = 0; i < surfaces.length; i++) {
      const surface = surfaces[i] as Surface
      if (surface.claims('POST', url)) post |= 1 << i
      if (surface.claims('GET', url)) get |= 1 << i
    }
    return post | get ? { post, get } : null
  }

  return {
    of(url) {
      const known = verdicts.get(url)
      if (known !== undefined) return known
      if (verdicts.size >= REMEMBERED) verdicts.clear()
      const verdict = judge(url)
      verdicts.set(url, verdict)
      return verdict
    },
    vendor(verdict, method, text) {
      const bits = method === 'GET' || method === 'HEAD' ? verdict.get : verdict.post
      for (let i = 0; i < surfaces.length; i++) {
        const surface = surfaces[i] as Surface
        if (bits & (1 << i) && (text === null || surface.sniff(text))) return surface.vendor
      }
      return null
    },
    free(vendor, method, url) {
      for (let i = 0; i < surfaces.length; i++) {
        const surface = surfaces[i] as Surface
        if (surface.vendor === vendor) return surface.startsSdk(method, url)
      }
      return false
    },
  }
}
