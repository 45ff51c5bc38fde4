/** The iOS SDK's queue: batch files on the device, flushed by number, by time, in the background, or on request. */
import { isObject, type Json, objectOr, stringOr } from '../../core/json'
import { baseUrl } from './settings'
import {
  type CustomerioState,
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

/** Bytes that one batch file may have (cdp-analytics-swift DirectoryStore.swift). Counted in characters here. */
const LARGEST_BATCH = 475_000

const KEY = 'segment.events'

/** The name of the file that is being written. */
const OPEN = 'open'

/**
 * Writes an event into the open batch file; a full file is closed, and the documented number of events makes a flush.
 */
export function write(run: Run, entry: Entry) {
  const size = run.state.open.reduce(
    (sum, { wire }) => sum + JSON.stringify(wire).length,
    JSON.stringify(entry.wire).length,
  )
  if (size > LARGEST_BATCH) close(run)
  put(run, { open: [...run.state.open, entry] })
  keep(run)
  const queued =
    run.state.open.length +
    run.state.parcels.reduce((sum, parcel) => sum + (parcel.request ? 0 : parcel.entries.length), 0)
  if (run.state.app !== 'killed' && queued >= run.state.settings.flushAt)
    flush(run, `flushAt ${run.state.settings.flushAt}`)
}

/** Sends every batch that is not under way. Without a network nothing is lost: the files wait for the next flush. */
export function flush(run: Run, by: string) {
  close(run)
  const waiting = run.state.parcels.filter(({ request }) => request === null)
  if (!waiting.length) return
  log(run, 'info', `Flush by ${by}: ${waiting.length} ${waiting.length === 1 ? 'batch' : 'batches'}.`)
  for (const parcel of waiting) {
    if (!run.state.online) {
      replace(run, parcel.id, { ...parcel, entries: tried(parcel.entries) })
      log(run, 'warning', 'No network: the batch is kept for the next flush.')
    } else
      send(run, parcel, {
        method: 'POST',
        url: `${baseUrl(run.state.settings)}/b`,
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          'User-Agent': 'analytics-ios/1.7.3',
          'Accept-Encoding': 'gzip',
        },
        body: bodyOf(run, parcel.entries),
      })
  }
}

/** The flush timer: it goes round while the app is active (IntervalBasedFlushPolicy). */
export function tickIos(run: Run) {
  put(run, { timer: run.at + run.state.settings.flushInterval * 1000 })
  flush(run, `flushInterval ${run.state.settings.flushInterval} s`)
}

/**
 * The answer to a batch: below 300 it is deleted, 400 deletes it too, anything else keeps it
 * (SegmentDestination.swift:181-198).
 */
export function answerIos(run: Run, parcel: Parcel, status: number | null) {
  if (status !== null && status < 300) {
    tell(run, 'delivered', parcel.entries, `HTTP ${status}: the batch is deleted from the device.`)
    replace(run, parcel.id, null)
  } else if (status === 400) {
    tell(run, 'rejected', parcel.entries, 'HTTP 400: the SDK deletes the batch; its events are lost.')
    replace(run, parcel.id, null)
  } else {
    replace(run, parcel.id, { ...parcel, request: null, entries: tried(parcel.entries) })
    log(
      run,
      'warning',
      `${status === null ? 'No answer' : `HTTP ${status}`}: the batch is kept and sent with the next flush.`,
    )
  }
  keep(run)
}

/** The batch files as a new process finds them. */
export function readFiles(stored: Json): readonly Parcel[] {
  return (Array.isArray(stored) ? (stored as readonly Json[]) : []).flatMap((file) => {
    const entries =
      isObject(file) && Array.isArray(file.entries) ? (file.entries as readonly Json[]).flatMap(readEntry) : []
    const id = isObject(file) ? stringOr(file.id) : null
    if (!entries.length || id === null) return []
    // The file that was open has a name of its own from now on: this process opens another one.
    const name = id === OPEN ? `file-${entries[0]?.item.id}` : id
    return [{ id: name, entries, request: null, dueAt: null, keeps: null }]
  })
}

/** Reads a stored entry; what is none is passed over. */
export function readEntry(value: Json): readonly Entry[] {
  const item = objectOr(objectOr(value).item)
  return isObject(value) && isObject(value.wire) && typeof item.id === 'string' ? [value as unknown as Entry] : []
}

function close(run: Run) {
  const { open, parcels } = run.state
  if (!open.length) return
  put(run, {
    open: [],
    parcels: [...parcels, { id: `file-${run.uuid()}`, entries: open, request: null, dueAt: null, keeps: null }],
  })
  keep(run)
}

/** What is on the device: the closed files, and the open one under a name of its own. */
function keep(run: Run) {
  const { open, parcels } = run.state
  const files = [
    ...parcels.map(({ id, entries }) => ({ id, entries })),
    ...(open.length ? [{ id: OPEN, entries: open }] : []),
  ]
  store(run, KEY, files.length ? (files as unknown as Json) : null)
}

function bodyOf(run: Run, entries: readonly Entry[]): string {
  const events = entries.map(({ wire }) => JSON.stringify(wire)).join('\n,')
  const sentAt = new Date(run.at).toISOString()
  return (
    '{ "batch": ' +
    `[\n${events}\n],"sentAt":${JSON.stringify(sentAt)},"writeKey":${JSON.stringify(run.state.settings.key)}}`
  )
}

/** When the queue wants to be woken: only while the app is active and something is written. */
export function dueIos(state: CustomerioState): number | null {
  const waiting = state.open.length > 0 || state.parcels.some(({ request }) => request === null)
  return state.app === 'active' && waiting ? state.timer : null
}
