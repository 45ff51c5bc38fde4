/** What a page's consent platform (IAB TCF) says, as far as it is kept: the hook hands on all of it, each time. */
import type { Happening } from '../../core/fact'
import { type JsonObject, objectOr } from '../../core/json'

type ConsentFact = Extract<Happening, { kind: 'consent' }>

const TCF = '{"kind":"consent","platform":"tcf"'

/** Returns what passes happenings (JSON text) on: of the consent platform what concerns consent, where it is new. */
export function createConsent(pass: (happening: string) => void): (happening: string) => void {
  let last = ''
  return (happening) => {
    if (!happening.startsWith(TCF)) return pass(happening)
    const told = kept(happening)
    if (told === last) return
    last = told
    pass(told)
  }
}

function kept(happening: string): string {
  try {
    const fact = JSON.parse(happening) as ConsentFact
    const { tcString, gdprApplies, eventStatus, cmpStatus, purpose, vendor }: Partial<JsonObject> = objectOr(
      fact.signal,
    )
    const signal = { tcString, gdprApplies, eventStatus, cmpStatus, purpose, vendor } as JsonObject
    return JSON.stringify({ ...fact, signal })
  } catch {
    // The background will say that it cannot be read.
    return happening
  }
}
