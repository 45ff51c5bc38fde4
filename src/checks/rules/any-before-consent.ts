/** Items that were sent before the page's consent platform had said anything. */
import type { Check } from '../check'
import { byDocument } from '../keys'
import { firstSentAt } from '../reading'

export const check: Check = {
  id: 'any-before-consent',
  title: 'Sent before consent was known',
  vendor: null,
  severity: 'warning',
  certainty: 'heuristic',
  source:
    'Google consent mode “analytics_storage” and IAB TCF purpose 1: the first signal of the page. ' +
    'Bloomreach iOS SDK guide, its beginning: obtain consent before initialising.',
  advice:
    'Wait for the consent platform before loading or starting the SDK, or set the default of consent ' +
    'mode before any tag runs.',
  key: byDocument,
  momentKey: (moment) =>
    moment.kind === 'consent' && moment.source !== 'vendor' && PAGE.has(moment.category) ? moment.doc : null,
  moment: (moment, past) => {
    if (moment.kind !== 'consent' || moment.source === 'vendor' || !PAGE.has(moment.category)) return null
    if (past.moment('consent', null, moment.at, (known) => known.doc === moment.doc && PAGE.has(known.category)))
      return null
    const sent = past.earlier(64).filter((item) => (firstSentAt(item) ?? Number.POSITIVE_INFINITY) < moment.at)
    if (!sent.length) return null
    const count = `${sent.length}${sent.length === 64 ? ' or more' : ''}`
    const many = `${count} ${sent.length === 1 ? 'item was' : 'items were'}`
    return {
      text: `${many} sent before the page’s consent platform said “${moment.text}” for the first time.`,
      items: sent.map((item) => item.n).reverse(),
    }
  },
}

const PAGE: ReadonlySet<string> = new Set(['analytics_storage', 'purpose 1'])
