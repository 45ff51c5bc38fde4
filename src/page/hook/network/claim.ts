/** Whose a request is: a verdict on its address, then a look at its body. */
import type { Surface } from '../../../core/contract/surface'
import { isOneOf } from '../../../providers/matches'
import { bare } from '../natives'

/** Tells which requests are a vendor's, by address and body. */
export interface Claims {
  /** Whether any surface claims the address, which costs a few patterns. */
  readonly any: (url: string) => boolean
  /**
   * The surface that a request belongs to; null where none recognises the body. Without any text the address alone
   * decides.
   */
  readonly owner: (method: string, url: string, text: string | null) => Surface | null
}

/** Asks the surfaces in their order; the first that claims a request has it. */
export function createClaims(surfaces: readonly Surface[]): Claims {
  /** Makers of one format have one question about an address, which is asked once. */
  const questions: Surface['addresses'][] = bare([])
  for (let i = 0; i < surfaces.length; i++) {
    const { addresses } = surfaces[i] as Surface
    if (!isOneOf(questions, addresses)) questions[questions.length] = addresses
  }

  return {
    any(url) {
      for (let i = 0; i < questions.length; i++) if (questions[i]?.(url)) return true
      return false
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
