/** Reads the ledger from the real panel: every row of its Events grid, and what the details of an item copy. */
import type { JsonObject } from '../src/core/json'
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
  /** As the row says it: `12:03:04.567`. */
  readonly time: string
  /** As the row says it, such as `jane@example.com` or `anonymous 3f2a…`. */
  readonly customer: string
  readonly delivery: string
  readonly calledAs: SentAs | null
  readonly sentAs: SentAs | null
  /** The time that it claims on the wire, in milliseconds since 1970; null where it claims none. */
  readonly claimedAt: number | null
  /** The properties as sent; null where nothing was sent. Absent where the details were not read. */
  readonly properties?: JsonObject | null
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
    vendor: data.vendor ?? '',
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

/**
 * The ledger again, with the properties that each item's details show: goes through the grid by keyboard and copies
 * each item.
 */
export async function readDetails(panel: Panel, items: readonly LedgerItem[]): Promise<readonly LedgerItem[]> {
  await panel.eval(() => {
    const clipboard = { writeText: async (text: string) => void Object.assign(window, { copied: text }) }
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard })
  })
  await panel.role('grid', 'Events').focus()
  await panel.press('Home')
  const read: LedgerItem[] = []
  for (const item of items) {
    await panel.press('Enter')
    const { wireProperties } = await copied(panel, item.item)
    read.push({ ...item, properties: wireProperties })
    await panel.press('ArrowDown')
  }
  await panel.press('Escape')
  return read
}

/** What the button copies once the details are those of this item. */
function copied(panel: Panel, n: number): Promise<{ readonly wireProperties: JsonObject | null }> {
  return panel.waitFor(
    (n) => {
      document.querySelector<HTMLElement>('[aria-label="Copy item as JSON"]')?.click()
      const item = JSON.parse((window as { copied?: string }).copied ?? 'null')
      return item?.n === n ? { wireProperties: item.wireProperties } : null
    },
    { what: `the details of item ${n}` },
    n,
  )
}
