/**
 * Items that were sent while the last word of the page's consent platform, or of the vendor's own tracking consent, was
 * no.
 */
import type { Check } from '../check'
import { firstSentAt, span } from '../reading'

export const check: Check = {
  id: 'any-without-consent',
  title: 'Sent without consent',
  vendor: null,
  severity: 'error',
  certainty: 'heuristic',
  source:
    'Google consent mode “analytics_storage”, IAB TCF purpose 1 (store and access information on a ' +
    'device), and the vendor’s consent events whose category speaks of tracking. Which category covers ' +
    'this tracking is the site’s own decision. Bloomreach iOS SDK guide, its beginning: obtain consent ' +
    'before initialising.',
  advice:
    'Load or start the SDK only once consent is given, and stop it when consent is withdrawn. If another ' +
    'category covers this tracking, this finding does not apply.',
  item: (item, past) => {
    const sentAt = firstSentAt(item)
    if (sentAt === null || item.type === 'consent') return null
    const page = past.moment('consent', null, sentAt, (moment) => moment.doc === item.doc && PAGE.has(moment.category))
    if (page?.granted === false)
      return `“${item.name}” was sent ${span(sentAt - page.at)} after the page’s consent platform said “${page.text}”.`
    const own = past.moment('consent', item.tracker, sentAt, (moment) => TRACKING.test(moment.category))
    if (own?.granted !== false) return null
    return (
      `“${item.name}” was sent ${span(sentAt - own.at)} after the consent “${own.category}” was rejected ` +
      'or revoked.'
    )
  },
}

const PAGE: ReadonlySet<string> = new Set(['analytics_storage', 'purpose 1'])
const TRACKING = /track|analytic|cookie|statistic/i
