/**
 * What an SDK tracks by itself because of a call: it is taken for that only where the vendor documents it and the
 * moment that it claims fits.
 */

import type { Cause } from '../call-effects'
import type { Thing } from '../contract/vendor'
import type { Stamp } from '../fact'
import type { Draft } from './draft'

/** How many calls are remembered of each tracker. */
const CAUSES_KEPT = 8
/** The clocks of the call and of the SDK may differ by so much; milliseconds. */
export const CLOCKS_MS = 50
/** What an SDK tracks because of a call claims a time this soon after it; milliseconds. */
const SOON_MS = 1000

/** Remembers that a call makes the SDK track these things by itself. */
export function expectThings(
  draft: Draft,
  tracker: string,
  things: readonly Thing[],
  fact: Stamp & { readonly trigger?: string },
): void {
  const cause: Cause = { at: fact.at, trigger: fact.trigger ?? null, things }
  const known = draft.lookups.causesOf(tracker) ?? []
  draft.lookups.setCauses(tracker, [...known.slice(1 - CAUSES_KEPT), cause])
}

/**
 * The trigger because of which the SDK tracked something that no call was seen for; null for the page's own doing, and
 * where it cannot be known: where the vendor documents no such thing, the claimed time is another, or a call of the
 * page's could have caused it as well. What has been explained is not expected again.
 */
export function explainByTrigger(draft: Draft, tracker: string, thing: Thing, claimedAt: number | null): string | null {
  const causes = claimedAt === null ? undefined : draft.lookups.causesOf(tracker)
  if (!causes || claimedAt === null) return null
  const fits = (each: Thing) => each.type === thing.type && each.name === thing.name
  const possible = causes.filter(
    ({ at, things }) => at - CLOCKS_MS <= claimedAt && claimedAt < at + SOON_MS && things.some(fits),
  )
  // A call at the claimed moment itself is surer than one of up to a second before.
  const near = possible.filter(({ at }) => claimedAt <= at + CLOCKS_MS)
  const [cause, another] = near.length > 0 ? near : possible
  if (!cause || another) return null
  const seen = cause.things.findIndex(fits)
  const rest: Cause = { ...cause, things: cause.things.filter((_, index) => index !== seen) }
  draft.lookups.setCauses(
    tracker,
    causes.map((each) => (each === cause ? rest : each)),
  )
  return cause.trigger
}
