/**
 * What the panel concludes from its list: whose it is now, the session, consent, what waits and what failed, and how
 * complete it all is. Read from the panel's status line and Queue tab, and compared with what the collectors know.
 */
import { type Delivery, FAILED, PENDING } from '../src/core/item'
import type { SentAs } from './collectors/contract'
import type { LedgerItem } from './ledger'
import type { PanelPage } from './panel-page'
import { accepted, type Receipt } from './true-delivery'

/** The panel's words and numbers. */
export interface Conclusions {
  /** Such as `jane@example.com`, or `anonymous 3f2a…`. */
  readonly customer: string
  /** Such as `session active, 12 s`. */
  readonly session: string
  readonly consent: string
  readonly pending: number
  readonly failed: number
  readonly unknown: number
  readonly missing: number
  /** Such as `Complete since 12:03:04 — every call and request of this page’s documents`. */
  readonly coverage: string
  /** How many items the Queue tab has of each delivery, all trackers together. */
  readonly queue: Readonly<Record<string, number>>
}

/** Reads them, and leaves the panel at its Events tab. */
export async function readConclusions(panel: PanelPage): Promise<Conclusions> {
  const line = await panel.view.evalFound(
    (found) =>
      Object.fromEntries(
        [...(found[0]?.querySelectorAll<HTMLElement>('[data-fact]') ?? [])].map((fact) => [
          fact.dataset.fact ?? '',
          (fact.textContent ?? '').replace(/\s+/g, ' ').trim(),
        ]),
      ),
    { role: 'contentinfo', name: 'Status' },
  )
  const coverage = await panel.coverage.text()
  await panel.choose('Queue')
  const bars = await panel.view.waitForFound(
    (found) => (found.length > 0 ? found.map((bar) => bar.getAttribute('aria-label') ?? '') : null),
    { css: '[role=img]', within: { role: 'tabpanel', name: 'Queue' } },
  )
  await panel.choose('Events')
  const queue: Record<string, number> = {}
  for (const [, count, delivery] of bars.join(', ').matchAll(/([\d,.]*\d) ([a-z ]+)/g))
    if (count && delivery) queue[delivery] = (queue[delivery] ?? 0) + Number(count.replace(/\D/g, ''))
  const number = (fact: string) => Number.parseInt((line[fact] ?? '0').replace(/[,.]/g, ''), 10)
  return {
    ...{ customer: line.customer ?? '', session: line.session ?? '', consent: line.consent ?? '' },
    ...{ pending: number('pending'), failed: number('failed'), unknown: number('unknown'), missing: number('missing') },
    ...{ coverage, queue },
  }
}

/** What was received, and since when the present page is open, in milliseconds since 1970. */
export interface Knowledge {
  /** In the order of their arrival. */
  readonly receipts: readonly Receipt[]
  readonly opened: number
}

/** What the panel concludes otherwise than the collectors; empty if nothing. */
export function wrongConclusions(
  shown: Conclusions,
  items: readonly LedgerItem[],
  known: Knowledge,
): readonly string[] {
  const faults: string[] = []
  const expect = (right: boolean, what: string, said: unknown, knows: string) => {
    if (!right) faults.push(`${what}: the panel says ${JSON.stringify(said)}, the collectors ${knows}`)
  }
  const now = latest(known)
  const whose = now && whoseOf(now, known.receipts)
  if (whose) expect(shown.customer.includes(whose), 'the customer', shown.customer, whose)
  const session = sessionOf(known, now)
  expect(session.test(shown.session), 'the session', shown.session, String(session))
  const consent = consentOf(known, now)
  if (consent) expect(consent.test(shown.consent), 'consent', shown.consent, String(consent))
  const count = (states: readonly Delivery[]) =>
    items.filter(({ delivery }) => (states as readonly string[]).includes(delivery)).length
  expect(shown.pending === count(PENDING), 'pending', shown.pending, `and the list ${count(PENDING)}`)
  expect(shown.failed === count(FAILED), 'failed', shown.failed, `and the list ${count(FAILED)}`)
  expect(shown.unknown === count(['unknown']), 'unknown', shown.unknown, `and the list ${count(['unknown'])}`)
  for (const delivery of new Set([...Object.keys(shown.queue), ...items.map((item) => item.delivery)])) {
    const listed = items.filter((item) => item.delivery === delivery).length
    expect(shown.queue[delivery] === listed, `the queue's ${delivery}`, shown.queue[delivery], `and the list ${listed}`)
  }
  expect(shown.missing === 0, 'missing', shown.missing, 'have nothing that the list lacks')
  expect(/^Complete since /.test(shown.coverage), 'completeness', shown.coverage, 'have nothing that the list lacks')
  return faults
}

/** The last word of the page's own SDK. Who follows on a logout, no collector knows before the next word. */
function latest({ receipts, opened }: Knowledge): Receipt | null {
  const last = receipts.findLast((receipt) => receipt.arrival.at >= opened && accepted(receipt))
  return last && last.thing.name !== 'Logged Out' ? last : null
}

const firstOf = (ids: SentAs['soft']): string | undefined => Object.values(ids)[0]

/** The id by which the panel should call whoever sent this: a person's hard one, else the beginning of a soft one. */
function whoseOf({ vendor, thing }: Receipt, receipts: readonly Receipt[]): string | null {
  const soft = firstOf(thing.as.soft)
  const hard = firstOf(thing.as.hard)
  if (hard !== undefined || soft === undefined) return hard ?? null
  const tie = receipts.findLast(
    (other) =>
      other.vendor === vendor &&
      accepted(other) &&
      firstOf(other.thing.as.hard) !== undefined &&
      Object.values(other.thing.as.soft).includes(soft),
  )
  return tie ? (firstOf(tie.thing.as.hard) ?? null) : soft.slice(0, 4)
}

/** The paths of Bloomreach's mobile SDKs, which alone say when a session begins and ends. */
const isMobile = ({ arrival }: Receipt) => /^\/track\//.test(arrival.path)

/** What may be said of the session. */
function sessionOf({ receipts }: Knowledge, now: Receipt | null): RegExp {
  if (!now || !isMobile(now)) return /^(?!session active)/
  const last = receipts.findLast(
    (receipt) => isMobile(receipt) && /^session_(start|end)$/.test(receipt.thing.name ?? ''),
  )
  if (!last) return /^(?!session active)/
  return last.thing.name === 'session_start' ? /^session (active|background)/ : /^(session (ended|expired)|no session)/
}

/** What may be said of the last consent of this visitor; null where nothing was received of one. */
function consentOf({ receipts }: Knowledge, now: Receipt | null): RegExp | null {
  // Bloomreach alone is told of consent by an event; elsewhere one of this name is an event like any other.
  if (now?.vendor !== 'bloomreach') return null
  const soft = firstOf(now.thing.as.soft)
  const last = receipts.findLast(
    ({ vendor, thing }) =>
      vendor === now.vendor && thing.name === 'consent' && firstOf(thing.as.soft) === soft && soft !== undefined,
  )
  if (!last) return null
  return accepted(last) ? /accepted/ : /refused/
}
