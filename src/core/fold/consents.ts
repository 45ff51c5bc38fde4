/** Consent is a customer's: what each has said is kept, and holds again when that customer is there again. */
import type { Stamp } from '../fact'
import { clash, type Ids, isEmpty } from '../ids'
import type { Customer } from '../item'
import type { Tracker } from '../state'
import type { Draft } from './draft'

/** Of so many customers the consent is kept, the last ones. */
const KEPT = 20

/** Another customer than before: of them nothing was said yet, or what they have said before. */
export function changeConsent(draft: Draft, before: Tracker, to: Customer, stamp: Stamp): void {
  const { id, consent, consents = [], consentOf: customer = before.customer } = before
  const isSaid = Object.keys(consent).length > 0
  const gone = isAnother(customer, to) ? Object.keys(consent) : []
  if (gone.length > 0) {
    const others = consents.filter((each) => !isSameCustomer(each.customer, customer))
    const kept = [...others, { customer, consent }].slice(-KEPT)
    draft.changeTracker(id, { consent: {}, consents: kept, consentOf: undefined })
  } else if (isSaid) {
    // Who said it stays known where the SDK forgets the person with the page.
    const both = { soft: { ...customer.soft, ...to.soft }, hard: { ...customer.hard, ...to.hard } }
    draft.changeTracker(id, { consentOf: both })
  }
  const now = draft.tracker(id)
  const back = now?.consents?.findLast(({ customer }) => isSameCustomer(customer, to))?.consent ?? {}
  for (const category of gone) {
    if (isTheirs(draft, back[category], to)) continue
    const text = `Another customer: nothing was said of their consent "${category}"`
    say(draft, id, { category, granted: null, text }, stamp)
  }
  for (const [category, said] of Object.entries(back)) {
    const known = draft.tracker(id)?.consent ?? {}
    if (!isTheirs(draft, said, to) || (known[category]?.at ?? Number.NEGATIVE_INFINITY) >= said.at) continue
    draft.changeTracker(id, { consent: { ...known, [category]: said } })
    const { granted, until, item } = said
    const more = { ...(until === undefined ? {} : { until }), ...(item === null ? {} : { item }) }
    const text = `The earlier customer is back, who said it then: consent "${category}"`
    say(draft, id, { category, granted, text, ...more }, stamp)
  }
}

type Said = Tracker['consent'][string]

function say(
  draft: Draft,
  tracker: string,
  word: { category: string; granted: boolean | null; text: string; until?: number; item?: number },
  { at, doc }: Stamp,
): void {
  draft.addMoment({ at, tracker, doc, kind: 'consent', source: 'vendor', ...word })
}

/** Whether it is another customer than before, not the same with more ids: nobody, another device, another person. */
function isAnother(before: Customer, after: Customer): boolean {
  const gone = isEmpty(after.soft) && isEmpty(after.hard)
  return gone || clash(before.soft, after.soft) || clash(before.hard, after.hard)
}

/** Whether two are one person or, where that is not known of both, one visitor. */
export function isSameCustomer(one: Customer, other: Customer): boolean {
  const isKnown = !isEmpty(one.hard) && !isEmpty(other.hard)
  return isKnown ? agree(one.hard, other.hard) : agree(one.soft, other.soft)
}

function agree(one: Ids, other: Ids): boolean {
  return !clash(one, other) && Object.keys(one).some((name) => one[name] === other[name])
}

/** Whether a word is this customer's: it may have gone out as somebody else's. */
function isTheirs(draft: Draft, said: Said | undefined, { soft, hard }: Customer): boolean {
  if (said === undefined) return false
  const sentAs = said.item === null ? null : (draft.item(said.item)?.sentAs ?? null)
  return (
    sentAs === null || !(isEmpty(sentAs.hard) || isEmpty(hard) ? clash(sentAs.soft, soft) : clash(sentAs.hard, hard))
  )
}
