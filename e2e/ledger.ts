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
 * each item. Throws where the details of one do not come.
 */
export async function readDetails(panel: Panel, items: readonly LedgerItem[]): Promise<readonly LedgerItem[]> {
  const properties = await panel.evalFound(
    copyEach,
    { role: 'grid', name: 'Events' },
    items.map(({ item }) => item),
  )
  return items.map((item, index) => ({ ...item, properties: properties[index] ?? null }))
}

/**
 * The properties on the wire of these items, as the details' button copies them where copies are not masked. In one go
 * in the document, keys included: an item takes a dozen questions otherwise. Runs in the document.
 */
async function copyEach(found: Element[], items: readonly number[]): Promise<readonly (JsonObject | null)[]> {
  let copied = 'null'
  const writeText = async (text: string) => {
    copied = text
  }
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })
  const press = (key: string) => found[0]?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  const until = async <T>(look: () => T | false, what: string): Promise<T> => {
    const end = performance.now() + 60_000
    for (;;) {
      const seen = look()
      if (seen !== false) return seen
      if (performance.now() > end) throw new Error(`waited a minute for ${what}`)
      await new Promise((done) => setTimeout(done, 5))
    }
  }
  const read: (JsonObject | null)[] = []
  for (const item of items) {
    press(read.length === 0 ? 'Home' : 'ArrowDown')
    await until(() => found[0]?.getAttribute('aria-activedescendant') === `item-${item}`, `the row of item ${item}`)
    press('Enter')
    const copy = () => {
      document.querySelector<HTMLElement>('[aria-label="Mask copies"][aria-pressed="true"]')?.click()
      document.querySelector<HTMLElement>('[aria-label="Copy item as JSON"]')?.click()
      const { n, wireProperties } = JSON.parse(copied) ?? {}
      return n === item && { properties: wireProperties as JsonObject | null }
    }
    read.push((await until(copy, `the details of item ${item}`)).properties)
  }
  press('Escape')
  return read
}
