/** What stop and clear do to the device: everything local goes. */
import { ownGroup } from './app-group'
import { dismissAll } from './content'
import type { Run } from './run'
import { EMPTY_DEVICE, NEW_PROCESS, type Process } from './state'

/**
 * Everything local goes: token, queue, session, customer, configuration (iOS guide, “Stop SDK integration”). `waiting`
 * are calls not yet made.
 */
export function wipe(run: Run, stopped: boolean, text: string, waiting: Process['waiting'] = []): void {
  const flying = new Set(run.state.process.flights.map((flight) => flight.row.id))
  const gone = run.state.rows.map((row) => row.id)
  const unsent = gone.filter((id) => !flying.has(id))
  if (unsent.length > 0) run.effects.push({ effect: 'wiped', at: run.at, items: unsent, text })
  run.removeRows(new Set(gone))
  const { contentFor, kept } = run.state.device
  const stoppedIn = stopped ? ownGroup(run.state) : null
  if (contentFor !== null)
    run.log('info', 'In-app messages, in-app content blocks and app inbox messages that were loaded are cleared.')
  // What a notification service keeps in another app group is out of reach (iOS guide, “Stop SDK integration”).
  run.store({ ...EMPTY_DEVICE, stopped, stoppedIn, kept: keptElsewhere(run, kept) })
  // What was handed to the network before is out of reach; its answers are still told.
  run.process({
    ...NEW_PROCESS,
    waiting,
    flights: run.state.process.flights.map((flight) => ({ ...flight, wiped: true })),
  })
}

/** What notification services keep in app groups other than the SDK's own. */
function keptElsewhere(run: Run, kept: Run['state']['device']['kept']): Run['state']['device']['kept'] {
  const own = ownGroup(run.state) ?? 'no app group'
  const { [own]: _own, ...others } = kept
  return others
}

/**
 * The teardown: from here on every call is dropped until the SDK is configured again (iOS guide, “Stop SDK
 * integration”).
 */
export function finishStop(run: Run): void {
  const { length } = run.state.process.waiting
  if (length > 0)
    run.log('info', `Action blocks (${length}) have been deleted: the calls that waited for configure are never made.`)
  dismissAll(run)
  wipe(
    run,
    true,
    'stopIntegration removed what was not yet flushed (iOS guide, “Stop SDK integration”, “Stop the SDK but ' +
      'upload tracked data”).',
  )
  run.log(
    'info',
    'The SDK is stopped: it drops every call until it is configured again (iOS guide, “Stop SDK integration”).',
  )
}
