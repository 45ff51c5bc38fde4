/**
 * The JavaScript SDK's sending as recorded with 0.5.11: at once or in batches, five sends on a failing network, the
 * status ignored.
 */
import type { Json, JsonObject } from '../../core/json'
import { bytesOf, counted } from '../../core/text'
import { JS_SENDS } from '../../providers/customerio/delivery'
import { readEntry } from './ios-queue'
import { baseUrl } from './settings'
import {
  type CustomerioState,
  chance,
  type Entry,
  log,
  type Parcel,
  put,
  type Run,
  replace,
  send,
  store,
  tell,
  tried,
} from './state'

/** Where unsent events are kept when the page is left (lib/priority-queue/persisted.ts). */
const QUEUE_KEY = 'persisted-queue:v1:dest-Customer.io-Data-Pipelines:items'

/** Longest delay of the scheduler of repeats, in milliseconds (schedule-flush.ts:48-57). */
const SCHEDULER = 5000

/**
 * Kilobytes that make a batch go before it is full, and beyond which no more is added to one when the page is left
 * (batched-dispatcher.ts:10-112).
 */
const LARGEST_BATCH = 450
const LARGEST_CHUNK = 64

/** Takes a new event: offline it waits; else it goes at once, or into the batch. */
export function dispatch(run: Run, entry: Entry) {
  // To wait offline counts as one of the tries (lib/priority-queue: push; run with 0.5.11).
  if (!run.state.online) return add(run, [{ ...entry, waited: true }], null)
  pass(run, entry)
}

function pass(run: Run, entry: Entry) {
  const { settings, open, unloaded, timer } = run.state
  if (!settings.batching) return depart(run, [bound(run, entry)], entry.item.id)
  const buffer = [...open, bound(run, entry)]
  put(run, { open: buffer })
  if (buffer.length >= settings.batchSize || unloaded || kilobytes(buffer) >= LARGEST_BATCH)
    flushBuffer(run, entry.item.id)
  else if (timer === null) put(run, { timer: run.at + settings.batchTimeout })
}

/** Sends the buffer; `trigger` is the event whose promise waits for it, and the only one that a failure brings back. */
function flushBuffer(run: Run, trigger: string | null) {
  const { open } = run.state
  put(run, { open: [] })
  if (open.length) depart(run, open, trigger)
}

/** The batch timer. Nobody waits for its batch: if it fails, all of it is lost. */
export function tickBuffer(run: Run) {
  put(run, { timer: null })
  flushBuffer(run, null)
}

/**
 * The page is hidden or left: the batch goes, but stays in the buffer too, and batching is off for good (recorded with
 * 0.5.11).
 */
export function leavePage(run: Run) {
  if (!run.state.settings.batching) return
  put(run, { unloaded: true })
  for (const chunk of chunks(run.state.open)) depart(run, chunk, null)
}

/** Cut for requests that outlive their page: an event is added as long as those before it are not too many. */
function chunks(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const all: Entry[][] = []
  for (const entry of entries) {
    const open = all.at(-1)
    if (open && kilobytes(open) < LARGEST_CHUNK) open.push(entry)
    else all.push([entry])
  }
  return all
}

function kilobytes(entries: readonly Entry[]): number {
  return bytesOf(JSON.stringify(entries.map(({ wire }) => wire))) / 1024
}

/**
 * The page is gone: what waits, and what is under way, is written to storage (plugins/customerio/index.ts, `pagehide`).
 */
export function persist(run: Run) {
  const { settings, parcels } = run.state
  const kept = parcels.flatMap(({ entries, request, keeps }) =>
    request === null ? entries : entries.filter(({ item }) => item.id === keeps),
  )
  const ids = new Set(kept.map(({ item }) => item.id))
  const lost = [...parcels.flatMap(({ entries }) => entries), ...run.state.open].filter(({ item }) => !ids.has(item.id))
  put(run, { parcels: [], open: [], timer: null })
  if (kept.length && settings.persistence) store(run, QUEUE_KEY, kept as unknown as Json)
  if (kept.length && !settings.persistence) tell(run, 'dropped', kept, 'The page was left, and nothing may be stored.')
  const handed = `${counted(lost.length, 'event is', 'events are')} with the browser`
  if (lost.length) log(run, 'warning', `The page was left: ${handed}, and nobody will see the answer.`)
}

/** A new page takes up what an earlier one left. */
export function recover(run: Run) {
  const stored = run.state.stored[QUEUE_KEY]
  if (!Array.isArray(stored)) return
  store(run, QUEUE_KEY, null)
  for (const entry of (stored as readonly Json[]).flatMap(readEntry))
    add(run, [entry], run.at + chance(run) * SCHEDULER)
}

/** Sends again what is due. */
export function sendDue(run: Run, parcel: Parcel) {
  replace(run, parcel.id, null)
  for (const entry of parcel.entries) pass(run, entry)
}

/** The network is back: what waits goes within five seconds. */
export function backOnline(run: Run) {
  for (const parcel of run.state.parcels.filter(({ request, dueAt }) => request === null && dueAt === null))
    replace(run, parcel.id, { ...parcel, dueAt: run.at + chance(run) * SCHEDULER })
}

/**
 * The answer: any status counts as delivered for the SDK; only a failing network makes it try again, five times in all.
 */
export function answerJs(run: Run, parcel: Parcel, status: number | null) {
  replace(run, parcel.id, null)
  if (status !== null && status < 400) return tell(run, 'delivered', parcel.entries, `HTTP ${status}.`)
  if (status !== null)
    return tell(
      run,
      'rejected',
      parcel.entries,
      `HTTP ${status}: the SDK ignores it, says “Delivered”, and sends no more.`,
    )
  const failed = tried(parcel.entries)
  const lost = failed.filter(({ item }) => item.id !== parcel.keeps)
  tell(run, 'dropped', lost, 'The batch failed on the network: only the event that triggered it is sent again.')
  for (const entry of failed.filter(({ item }) => item.id === parcel.keeps)) repeat(run, entry)
}

function repeat(run: Run, entry: Entry) {
  const { tries } = entry.item
  if (tries >= (entry.waited ? JS_SENDS - 1 : JS_SENDS))
    return tell(run, 'dropped', [entry], `The network failed ${tries} times: the SDK gives up, silently.`)
  // No back-off before the first repeat, then (1..2)·500·2^(n−1) ms; the scheduler adds up to 5 s each time
  // (priority-queue/backoff.ts).
  const wait = tries === 1 ? 0 : (1 + chance(run)) * 500 * 2 ** (tries - 1)
  add(run, [entry], run.state.online ? run.at + wait + chance(run) * SCHEDULER : null)
}

function add(run: Run, entries: readonly Entry[], dueAt: number | null) {
  const parcel: Parcel = { id: `parcel-${run.uuid()}`, entries, request: null, dueAt, keeps: null }
  put(run, { parcels: [...run.state.parcels, parcel] })
}

function depart(run: Run, entries: readonly Entry[], keeps: string | null) {
  const { settings } = run.state
  const parcel: Parcel = { id: `parcel-${run.uuid()}`, entries, request: null, dueAt: null, keeps }
  put(run, { parcels: [...run.state.parcels, parcel] })
  const first = entries[0]?.wire
  const path = settings.batching ? 'b' : String(first?.type ?? 't').charAt(0)
  const body = settings.batching ? { batch: entries.map(({ wire }) => wire), writeKey: settings.key } : (first ?? {})
  send(run, parcel, {
    method: 'POST',
    url: `${baseUrl(settings)}/${path}`,
    headers: { 'Content-Type': 'text/plain' },
    body: JSON.stringify(body),
  })
}

/**
 * What is added only when an event is sent: the user as of now, not as of the call
 * (plugins/customerio/normalize.ts:165-166).
 */
function bound(run: Run, entry: Entry): Entry {
  const { userId, anonymousId, settings } = run.state
  const wire = entry.wire
  const context = wire.context as JsonObject
  const previousId = wire.previousId ?? userId ?? anonymousId
  const alias: JsonObject = wire.type === 'alias' ? { previousId } : {}
  return {
    ...entry,
    wire: {
      ...wire,
      context: {
        ...context,
        userAgent: 'Mozilla/5.0',
        locale: 'en-US',
        library: { name: 'analytics.js', version: 'npm:next-0.5.11' },
      },
      writeKey: settings.key,
      userId: wire.userId ?? userId,
      anonymousId: wire.anonymousId ?? anonymousId,
      ...alias,
      sentAt: new Date(run.at).toISOString(),
      _metadata: { bundled: ['Customer.io Data Pipelines'], unbundled: [], bundledIds: [] },
    },
  }
}

/** When the next repeat or batch is due. */
export function dueJs(state: CustomerioState): number | null {
  if (state.app === 'killed') return null
  const times = state.online
    ? state.parcels.flatMap(({ dueAt, request }) => (dueAt === null || request !== null ? [] : [dueAt]))
    : []
  const all = state.timer === null ? times : [...times, state.timer]
  return all.length ? Math.min(...all) : null
}
