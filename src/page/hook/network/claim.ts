/** Whose a request is: a cached verdict on its address, then a look at its body. */
import type { Surface } from '../../../core/contract/surface'
import { mapGet, mapSet, NativeMap } from '../natives'

/**
 * How many addresses are remembered. A page whose every request has another address pays for a few patterns instead.
 */
const REMEMBERED = 500

/** Tells which requests are a vendor's, by address and body. */
export interface Claims {
  /** Whether any surface claims the address, which costs next to nothing. */
  readonly any: (url: string) => boolean
  /**
   * The surface that a request belongs to; null where none recognises the body. Without any text the address alone
   * decides.
   */
  readonly owner: (method: string, url: string, text: string | null) => Surface | null
}

/** Asks the surfaces in their order; the first that claims a request has it. */
export function createClaims(surfaces: readonly Surface[]): Claims {
  let verdicts = new NativeMap<string, boolean>()
  let remembered = 0

  function judge(url: string): boolean {
    for (let i = 0; i < surfaces.length; i++) if (surfaces[i]?.addresses(url)) return true
    return false
  }

  return {
    any(url) {
      const known = mapGet(verdicts, url)
      if (known !== undefined) return known
      if (++remembered > REMEMBERED) {
        verdicts = new NativeMap()
        remembered = 1
      }
      const verdict = judge(url)
      mapSet(verdicts, url, verdict)
      return verdict
    },
    owner(method, url, text) {
      const asked = method === 'HEAD' ? 'GET' : method
      for (let i = 0; i < surfaces.length; i++) {
        const surface = surfaces[i] as Surface
        if (surface.claims(asked, url) && (text === null || surface.sniff(text, url))) return surface
      }
      return null
    },
  }
}
