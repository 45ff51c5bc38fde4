/** The state machine itself: create, step, due and view. */
import type { JsonObject } from '../../core/json'
import type { ModelInput, ModelView, Stepped } from '../model'
import { call, runsElsewhere } from './calls'
import { answer } from './flush'
import { advance, appChanges } from './lifecycle'
import { profileOf } from './profiles'
import { restoreDevice, restoreRows } from './restore'
import { customerOf, itemOf, Run } from './run'
import { NEW_PROCESS, type State } from './state'

/** A device with a process that has just been launched and is not yet configured. */
export function create(options: {
  readonly profile: string
  readonly settings: JsonObject
  readonly stored: JsonObject
}): State {
  return {
    profile: profileOf(options.profile),
    settings: options.settings,
    app: 'active',
    online: true,
    device: restoreDevice(options.stored),
    rows: restoreRows(options.stored),
    process: NEW_PROCESS,
  }
}

/** Lets the timers that are due run, then the input happen. `at` is milliseconds since 1970. */
export function step(state: State, input: ModelInput, at: number, uuid: () => string): Stepped<State> {
  const run = new Run(state, at, uuid)
  advance(run, at)
  switch (input.input) {
    case 'call':
      if (run.state.app === 'killed' && !runsElsewhere(input.method))
        run.log('error', `${input.method} cannot be called: the app is not running.`)
      else call(run, input.method, input.args)
      break
    case 'app':
      appChanges(run, input.change)
      break
    case 'network':
      run.set({ online: input.online })
      break
    case 'answer':
      answer(run, input.request, input.status, input.body)
      break
    case 'time':
      break
  }
  return { state: run.state, effects: run.effects }
}

/** What a person sees of the state. */
export function view(state: State): ModelView {
  const { device, process } = state
  return {
    status: process.configuration !== null ? 'running' : device.stopped ? 'stopped' : 'not configured',
    app: state.app,
    online: state.online,
    customer: customerOf(state, device.customer.cookie),
    ...(process.configuration?.hardIds ? { hardIds: process.configuration.hardIds } : {}),
    pushToken: device.push?.token ?? null,
    session: { active: device.session.start !== null, startedAt: device.session.start, endedAt: device.session.end },
    defaultProperties: process.defaultProperties,
    queue: state.rows.map((row) => itemOf(state, row)),
    inFlight: process.flights.map((flight) => flight.request),
    content: { loadedFor: device.contentFor, shown: process.shown.map(({ what, id }) => `${what} “${id}”`) },
  }
}
