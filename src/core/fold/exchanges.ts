/** What an exchange is at its beginning and at its end, and who gave its answer. */
import { takeDecoded } from '../contract/decoded'
import type { Decoded, Vendor } from '../contract/vendor'
import type { ExchangeFact, Stamp } from '../fact'
import { asVendors } from '../stands-for'
import type { Exchange } from '../state'
import { NOTHING } from './alike'
import type { Draft } from './draft'

/**
 * An exchange with the next number, which is not in the state yet. `vendor` and `sender` are what its body says of
 * whose it is.
 */
export function begin(
  draft: Draft,
  fact: Stamp & Pick<ExchangeFact, 'method' | 'url' | 'body' | 'standsFor' | 'transport'>,
  { vendor, sender, sentAt, via, seenBy }: Pick<Exchange, 'vendor' | 'sender' | 'sentAt' | 'via' | 'seenBy'>,
): Exchange {
  const { doc, method, url, body, standsFor, transport } = fact
  const begun: Exchange = {
    n: draft.exchanges.size,
    doc,
    vendor,
    via,
    method,
    url,
    body,
    sentAt,
    endedAt: null,
    status: null,
    answer: null,
    error: null,
    seenBy,
    sender,
    tracker: null,
    items: NOTHING,
    carried: NOTHING,
    aside: null,
    unreadable: null,
  }
  if (standsFor === undefined && !transport) return begun
  return { ...begun, ...(standsFor === undefined ? {} : { standsFor }), ...(transport ? { transport } : {}) }
}

/**
 * What a request carries, and whose it is: the vendor's that the fact names, unless the body says another's. Who tells
 * of requests by their address alone cannot know: several makers' SDKs send the same to the same addresses.
 */
export function readRequest(
  draft: Draft,
  request: Parameters<Vendor['decode']>[0],
  named: Vendor,
): { readonly decoded: Decoded; readonly vendor: Vendor } | null {
  const decoded = takeDecoded(request, named.id) ?? named.decode(request)
  if (decoded) return { decoded, vendor: named }
  for (const vendor of draft.vendors.values()) {
    const other = vendor !== named && vendor.claims(request.method, request.url) ? vendor.decode(request) : null
    if (other) return { decoded: other, vendor }
  }
  return null
}

/** The exchange, ended as the browser's record says. */
export function ended(begun: Exchange, fact: ExchangeFact): Exchange {
  const told = endedAs(begun, fact)
  return fact.untold ? { ...told, error: fact.error ?? null, untold: fact.untold } : told
}

function endedAs(begun: Exchange, fact: ExchangeFact): Exchange {
  return fact.status > 0
    ? {
        ...{ ...begun, endedAt: fact.endedAt, status: fact.status, answer: fact.answer },
        ...(fact.cached ? { cached: true } : {}),
      }
    : { ...begun, endedAt: fact.endedAt, error: fact.error ?? 'No answer came.' }
}

/** The exchange with who gave its answer, where a source says that the page's service worker did. */
export function servedBy(
  exchange: Exchange,
  told: { readonly serviceWorker?: boolean; readonly worker?: boolean },
): Exchange {
  if (exchange.worker === 'forwarded' || !(told.serviceWorker || told.worker)) return exchange
  return { ...exchange, worker: 'answered' }
}

/** The exchange with what it carries, which may have been let go with an answer that has now become doubtful. */
export function whole(exchange: Exchange, vendor: Vendor): Exchange {
  return exchange.carried.length
    ? exchange
    : { ...exchange, carried: vendor.decode(asVendors(exchange))?.items ?? NOTHING }
}
