/**
 * Sending: when, what, in which order, and what an answer means for the queue (FlushingManager.swift,
 * RequestFactory.swift:336).
 */
import { isObject, type Json } from '../../core/json'
import { isErrorBody } from '../../providers/bloomreach/answer'
import type { Run } from './run'
import type { Flight, Row } from './state'
import { finishStop } from './wipe'
import { requestOf } from './wire'

/** Customer updates before events, each by time (FlushingManager.swift:138). */
function order(rows: readonly Row[]): readonly Row[] {
  const byTime = (what: Row['what']) =>
    rows.filter((row) => row.what === what).sort((a, b) => a.timestamp - b.timestamp || a.n - b.n)
  return [...byTime('customer'), ...byTime('event')]
}

/**
 * Sends everything that is queued, all requests at once. One flush at a time; none without network
 * (FlushingManager.swift:90).
 */
export function flush(run: Run): void {
  const { process, online, rows } = run.state
  if (process.flights.some((flight) => !flight.wiped)) {
    run.log('warning', 'Data flushing in progress, ignoring another flush call.')
    return
  }
  if (!online) {
    run.log('warning', 'Connection issues when flushing data, not flushing.')
    return
  }
  if (rows.length === 0) return
  const customers = rows.filter((row) => row.what === 'customer').length
  run.log(
    'info',
    `Flushing data: ${rows.length} total objects to upload, ${rows.length - customers} events and ` +
      `${customers} customer updates.`,
  )
  const flights: Flight[] = []
  for (const row of order(rows)) {
    const request = requestOf(run.state, row, run.uuid(), run.differences)
    flights.push({ request: request.id, row, wiped: false })
    run.effects.push({ effect: 'request', at: run.at, request })
  }
  run.process({ flights: [...process.flights, ...flights] })
}

/** What the SDK makes of an answer. */
function judge(
  status: number | null,
  body: Json,
): { readonly outcome: 'uploaded' | 'kept' | 'counted'; readonly text: string } {
  if (status === null) return { outcome: 'kept', text: 'No answer: kept, and not counted as a try.' }
  if (status >= 500 && !isErrorBody(body))
    return { outcome: 'kept', text: `HTTP ${status}: kept, and not counted as a try.` }
  if (status >= 400) return { outcome: 'counted', text: `HTTP ${status}` }
  const refused = isObject(body) && body.success === false
  return {
    outcome: 'uploaded',
    text: refused
      ? `HTTP ${status} with success:false: the SDK looks at the status alone and counts it as uploaded.`
      : `HTTP ${status}: uploaded.`,
  }
}

/** The server's answer to a request of ours, or its absence. */
export function answer(run: Run, request: string, status: number | null, body: Json): void {
  const flight = run.state.process.flights.find((other) => other.request === request)
  if (flight === undefined) {
    run.log('warning', `The answer to request ${request} belongs to no request of this process.`)
    return
  }
  run.process({ flights: run.state.process.flights.filter((other) => other !== flight) })
  settle(run, flight, judge(status, body))
  if (run.state.process.stopping && !run.state.process.flights.some((other) => !other.wiped)) finishStop(run)
}

function settle(run: Run, flight: Flight, verdict: ReturnType<typeof judge>): void {
  const { id } = flight.row
  const end = (effect: 'delivered' | 'rejected' | 'dropped' | 'wiped', text: string) =>
    run.effects.push({ effect, at: run.at, items: [id], text })
  if (verdict.outcome === 'uploaded') {
    end('delivered', verdict.text)
    run.removeRows(new Set([id]))
    return
  }
  const row = run.state.rows.find((other) => other.id === id)
  if (flight.wiped || row === undefined) {
    end('wiped', `${verdict.text} It is no longer on the device, so nobody sends it again.`)
    return
  }
  if (verdict.outcome === 'kept') {
    run.log(
      'warning',
      `Failed to upload ${row.eventType ?? 'customer update'} due to connection or server error. ${verdict.text}`,
    )
    return
  }
  const tries = row.tries + 1
  // FlushingManager.swift:282: dropped at the failure that reaches the maximum.
  const most = run.state.process.configuration?.flushMaxRetries ?? 5
  if (tries >= most) {
    end('dropped', `${verdict.text}: try ${tries} of ${most}. Maximum retry count reached, deleting tracking object.`)
    run.removeRows(new Set([id]))
    return
  }
  end('rejected', `${verdict.text}: try ${tries} of ${most}, kept for the next flush.`)
  run.replaceRow({ ...row, tries })
}
