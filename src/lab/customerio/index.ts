/** Customer.io as a state machine: the documented iOS SDK (the default) and the JavaScript SDK as it was recorded. */
import { objectOr, stringOr } from '../../core/json'
import { verdict } from '../../providers/customerio/answer'
import { decode } from '../../providers/customerio/decode'
import { type Model, type ModelInput, type ModelView, saidBy } from '../model'
import { callIos, startIos } from './ios'
import { answerIos, dueIos, flush, readFiles, tickIos } from './ios-queue'
import { callJs } from './js'
import { answerJs, backOnline, dueJs, leavePage, persist, recover, sendDue, tickBuffer } from './js-queue'
import { METHODS, OPERATIONS, PROFILES } from './operations'
import { readSettings, SETTINGS } from './settings'
import { type CustomerioState, log, put, type Run } from './state'

/** The model; its state is plain data. */
export const model: Model<CustomerioState> = {
  vendor: 'customerio',
  name: 'Customer.io',
  profiles: PROFILES,
  settings: SETTINGS,
  operations: OPERATIONS,
  idle: { initialize: 'the Lab’s settings stand for what the SDK is initialized with' },
  create: ({ profile, settings, stored }) =>
    newProcess(profile === 'js' ? 'js' : 'ios', readSettings(settings), stored),
  step: (state, input, at, uuid) => {
    const run: Run = { state, at, uuid, effects: [] }
    happenUntil(run, at)
    if (input.input !== 'time') take(run, input)
    return { state: run.state, effects: run.effects }
  },
  due,
  view,
  said: saidBy({ decode, verdict }),
}

/** A process that finds `stored` on the device. */
function newProcess(
  profile: 'ios' | 'js',
  settings: CustomerioState['settings'],
  stored: CustomerioState['stored'],
): CustomerioState {
  const ios = profile === 'ios'
  return {
    profile,
    settings,
    app: 'active',
    online: true,
    stored,
    anonymousId: stringOr(stored[ios ? 'segment.anonymousId' : 'ajs_anonymous_id']),
    userId: stringOr(stored[ios ? 'segment.userId' : 'ajs_user_id']),
    traits: objectOr(stored[ios ? 'segment.traits' : 'ajs_user_traits']),
    groupId: ios ? null : stringOr(stored.ajs_group_id),
    groupTraits: ios ? {} : objectOr(stored.ajs_group_properties),
    token: ios ? stringOr(stored.pushDeviceToken) : null,
    open: [],
    parcels: ios ? readFiles(stored['segment.events'] ?? null) : [],
    timer: null,
    unloaded: false,
    fresh: true,
    identified: null,
    started: false,
  }
}

function due(state: CustomerioState): number | null {
  if (state.settings.key === '') return null
  return state.profile === 'ios' ? dueIos(state) : dueJs(state)
}

/** Lets everything happen that is due by `at`, each at its own time. */
function happenUntil(run: Run, at: number) {
  start(run)
  for (let next = due(run.state); next !== null && next <= at; next = due(run.state)) {
    const then: Run = { ...run, at: next }
    happen(then)
    run.state = then.state
  }
}

function happen(run: Run) {
  if (run.state.profile === 'ios') return tickIos(run)
  if (run.state.timer !== null && run.state.timer <= run.at) return tickBuffer(run)
  const parcel = run.state.parcels.find(({ dueAt, request }) => dueAt !== null && dueAt <= run.at && request === null)
  if (parcel) sendDue(run, parcel)
}

/** A process starts with its first step, the first moment at which time and chance are known. */
function start(run: Run) {
  if (run.state.started || run.state.settings.key === '' || run.state.app === 'killed') return
  put(run, { started: true })
  if (run.state.profile === 'ios') startIos(run)
  else recover(run)
}

function take(run: Run, input: Exclude<ModelInput, { input: 'time' }>) {
  switch (input.input) {
    case 'call':
      return call(run, input.method, input.args)
    case 'app':
      return live(run, input.change)
    case 'network':
      put(run, { online: input.online })
      if (input.online && run.state.profile === 'js') backOnline(run)
      return
    case 'answer':
      return answer(run, input.request, input.status)
  }
}

function call(run: Run, method: string, args: Extract<ModelInput, { input: 'call' }>['args']) {
  const { profile, settings, app } = run.state
  if (settings.key === '') return log(run, 'error', 'The SDK is not configured: it needs a key.')
  if (app === 'killed') return log(run, 'error', 'The app is not running: launch it first.')
  if (!METHODS[profile].has(method))
    return log(run, 'error', `The ${profile === 'ios' ? 'iOS' : 'JavaScript'} SDK has no ${method}().`)
  if (profile === 'ios') callIos(run, method, args)
  else callJs(run, method, args)
}

function live(run: Run, change: Extract<ModelInput, { input: 'app' }>['change']) {
  const { state } = run
  if (change === 'launched') {
    if (state.app !== 'killed') return log(run, 'warning', 'The app is running already.')
    put(run, { ...newProcess(state.profile, state.settings, state.stored), online: state.online })
    return start(run)
  }
  if (state.app === 'killed') return log(run, 'warning', 'The app is not running.')
  if (change === 'killed') return kill(run)
  if (change === state.app) return
  put(run, { app: change })
  if (change === 'background') {
    if (state.profile === 'ios') flush(run, 'going to the background')
    else leavePage(run)
  } else if (state.profile === 'ios') put(run, { timer: run.at + state.settings.flushInterval * 1000 })
}

function kill(run: Run) {
  if (run.state.profile === 'js') {
    if (!run.state.unloaded) leavePage(run)
    persist(run)
  }
  // What iOS had not sent is in its files; a request under way is lost from sight, its file is not.
  put(run, { app: 'killed', timer: null, open: [], parcels: [] })
}

function answer(run: Run, request: string, status: number | null) {
  const parcel = run.state.parcels.find((known) => known.request === request)
  if (!parcel) return log(run, 'warning', 'An answer to a request that nobody waits for any more.')
  if (run.state.profile === 'ios') answerIos(run, parcel, status)
  else answerJs(run, parcel, status)
}

function view(state: CustomerioState): ModelView {
  const { anonymousId, userId } = state
  return {
    status: state.settings.key === '' ? 'not configured' : 'running',
    app: state.app,
    online: state.online,
    customer: { soft: anonymousId === null ? {} : { anonymousId }, hard: userId === null ? {} : { userId } },
    pushToken: state.token,
    session: { active: false, startedAt: null, endedAt: null },
    defaultProperties: {},
    queue: [...state.parcels.flatMap(({ entries }) => entries), ...state.open].map(({ item }) => item),
    inFlight: state.parcels.flatMap(({ request }) => (request === null ? [] : [request])),
  }
}
