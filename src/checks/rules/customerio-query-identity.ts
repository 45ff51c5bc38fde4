/** An address that tells the SDK who the visitor is. */
import type { Check } from '../check'

export const check: Check = {
  id: 'customerio-query-identity',
  title: 'The address sets the identity',
  vendor: 'customerio',
  severity: 'warning',
  certainty: 'documented',
  source:
    'cdp-analytics-js core/query-string/index.ts: ajs_uid, ajs_aid, ajs_event, ajs_trait_* and ' +
    'ajs_prop_* identify and track by themselves (recorded with 0.5.11).',
  advice: 'Anybody can write such a link. Set useQueryString: false unless campaigns need it.',
  document: (document, vendors) => {
    const found = vendors.has('customerio')
      ? [...document.url.matchAll(/[?&](ajs_(?:uid|aid|event|trait_[^=&#]*|prop_[^=&#]*))=([^&#]*)/g)]
      : []
    return found.length
      ? `${document.url.split(/[?#]/)[0]} was opened with ${found
          .slice(0, 5)
          .map((match) => `${match[1]}=${match[2]}`)
          .join(', ')}.`
      : null
  },
}
