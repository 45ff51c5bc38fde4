/** The end of tracking: stopIntegration and clearLocalCustomerData (guide lines 435-581). */
import { flush } from './flush'
import { removeToken } from './push'
import type { Run } from './run'
import { endSessionBare } from './sessions'
import { EMPTY_DEVICE, NEW_PROCESS, type Process } from './state'

/** Everything local goes: token, queue, session, customer, configuration (guide lines 471-476). `waiting` are calls not yet made. */
function wipe(run: Run, stopped: boolean, text: string, waiting: Process['waiting'] = []): void {
  const flying = new Set(run.state.process.flights.map((flight) => flight.row.id))
  const gone = run.state.rows.map((row) => row.id)
  const unsent = gone.filter((id) => !flying.has(id))
  if (unsent.length > 0) run.effects.push({ effect: 'wiped', at: run.at, items: unsent, text })
  run.removeRows(new Set(gone))
  run.store({ ...EMPTY_DEVICE, stopped })
  // What was handed to the network before is out of reach; its answers are still told.
  run.process({ ...NEW_PROCESS, waiting, flights: run.state.process.flights.map((flight) => ({ ...flight, wiped: true })) })
}

/** `stopIntegration()`: wipes at once, or first tracks the end and flushes, by profile. */
export function stopIntegration(run: Run): void {
  const { process, device } = run.state
  if (process.stopping || device.stopped) {
    run.log('warning', 'stopIntegration already in progress or completed — ignoring.')
    return
  }
  if (process.configuration === null || run.differences.stop === 'wipes at once') {
    finishStop(run)
    return
  }
  endSessionBare(run)
  removeToken(run)
  const busy = process.flights.some((flight) => !flight.wiped)
  flush(run)
  // With a flush already running, or none possible, the teardown does not wait (FlushingManager.swift:100-115).
  if (busy || !run.state.process.flights.some((flight) => !flight.wiped)) finishStop(run)
  else run.process({ stopping: true })
}

/** The teardown: from here on every call is dropped until the SDK is configured again (guide line 489). */
export function finishStop(run: Run): void {
  const { length } = run.state.process.waiting
  if (length > 0) run.log('info', `Action blocks (${length}) have been deleted: the calls that waited for configure are never made.`)
  wipe(run, true, 'stopIntegration removed what was not yet flushed (guide lines 472, 500).')
  run.log('info', 'The SDK is stopped: it drops every call until it is configured again (guide line 489).')
}

/** `clearLocalCustomerData(appGroup)`: before the SDK is configured; sends nothing (guide lines 441-454). */
export function clearLocalCustomerData(run: Run): void {
  const { process, device } = run.state
  if (process.configuration !== null || (run.differences.clearNeedsConfiguration && device.configuration === null)) {
    // The source's own words, which say the opposite of the matter (ExponeaInternal.swift:724).
    run.log('error', 'This functionality is unavailable without initialization of SDK')
    if (process.configuration !== null)
      run.log('error', 'clearLocalCustomerData is for before the SDK is initialized; use stopIntegration (guide lines 441-443).')
    return
  }
  // Calls that wait for configure track nothing before it; the source leaves them waiting (ExponeaInternal.swift:722-748).
  wipe(run, device.stopped, 'clearLocalCustomerData removed what was not yet flushed (guide line 448).', process.waiting)
}
