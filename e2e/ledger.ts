/** Reads the ledger from the real panel: every row of its Events grid, with the facts that rows carry as data. */

import type { Panel } from './browsers/driver'
import type { Row } from './browsers/grid'
import type { SentAs } from './collectors/collector'

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
  }
}

/** The whole ledger, in the order in which the panel lists it. */
export async function readLedger(panel: Panel): Promise<readonly LedgerItem[]> {
  return (await panel.grid('Events').rows()).map(itemOf)
}
