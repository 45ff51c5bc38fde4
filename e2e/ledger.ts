/** Reads the ledger from the real panel: every row of its Events grid, with the facts that rows carry as data. */

import type { Panel } from './browsers/driver'
import type { Row } from './browsers/grid'
import type { SentAs } from './collectors/contract'

/** One item as the panel shows it. */
export interface LedgerItem {
  readonly item: number
  /** The vendor's message id; null where it has none. */
  readonly id: string | null
  readonly vendor: string
  readonly type: string
  readonly name: string
  /** The time as shown. */
  readonly time: string
  /** The customer as shown. */
  readonly customer: string
  readonly delivery: string
  readonly calledAs: SentAs | null
  readonly sentAs: SentAs | null
  /** The time that it claims on the wire, in milliseconds since 1970; null where it claims none. */
  readonly claimedAt: number | null
}

function customerOf(text: string | undefined): SentAs | null {
  return text ? (JSON.parse(text) as SentAs) : null
}

/** The item that a row shows. */
function itemOf(row: Row): LedgerItem {
  const { cells, data } = row
  return {
    item: Number(data.item),
    id: data.id || null,
    vendor: cells.vendor ?? '',
    type: cells.type ?? '',
    name: cells.name ?? '',
    time: cells.time ?? '',
    customer: cells.customer ?? '',
    delivery: cells.delivery ?? '',
    calledAs: customerOf(data.calledAs),
    sentAs: customerOf(data.sentAs),
    claimedAt: data.claimedAt ? Number(data.claimedAt) : null,
  }
}

/** The whole ledger, in the order in which the panel lists it. */
export async function readLedger(panel: Panel): Promise<readonly LedgerItem[]> {
  return (await panel.grid('Events').rows()).map(itemOf)
}
