/** What an exchange is at its beginning and at its end, and who gave its answer. */
import type { Decoded, Vendor } from '../contract/vendor'
import type { ExchangeFact, Stamp } from '../fact'
import { asVendors } from '../stands-for'
import type { Exchange } from '../state'
import { NOTHING } from './alike'
import type { Draft } from './draft'

/** An exchange with the next number, which is not in the state yet. */
export function begin(
  draft: Draft,
  fact: Stamp & Pick<ExchangeFact, 'vendor' | 'method' | 'url' | 'body' | 'standsFor' | 'transport'>,
  { sentAt, via, seenBy }: Pick<Exchange, 'sentAt' | 'via' | 'seenBy'>,
): Exchange {
  const { doc, vendor, method, url, body, standsFor, transport } = fact
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
    sender: 'wire',
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
  const decoded = named.decode(request)
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

/** Who gave an answer, where a source says that the page's service worker did. */
export function servedBy(
  { worker }: Exchange,
  told: { readonly serviceWorker?: boolean; readonly worker?: boolean },
): Pick<Exchange, 'worker'> {
  if (worker === 'forwarded' || !(told.serviceWorker || told.worker)) return worker ? { worker } : {}
  return { worker: 'answered' }
}

/** The exchange with what it carries, which may have been let go with an answer that has now become doubtful. */
export function whole(exchange: Exchange, vendor: Vendor): Exchange {
  return exchange.carried.length
    ? exchange
    : { ...exchange, carried: vendor.decode(asVendors(exchange))?.items ?? NOTHING }
}
