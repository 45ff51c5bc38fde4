/**
 * The app's life and the SDK's timers: active, background, killed, launched; immediate, periodic and background work.
 */
import type { FlushMode } from '../../providers/bloomreach/calls/settings'
import { IMMEDIATE_FLUSH_DELAY } from '../../providers/bloomreach/calls/settings'
import { flush } from './flush'
import { verifyToken } from './push'
import type { Run } from './run'
import { closeSession, startSession } from './sessions'
import { NEW_PROCESS, type State } from './state'

/**
 * Changes how the SDK flushes. `period` is in seconds. Immediate mode sends what is there after its delay
 * (FlushingManager.swift:25).
 */
export function setFlushMode(run: Run, mode: FlushMode, period: number): void {
  const { flushAt } = run.state.process
  run.process({
    flushMode: mode,
    flushPeriod: period,
    periodicAt: mode === 'periodic' && run.state.app === 'active' ? run.at + period * 1000 : null,
    flushAt: mode === 'immediate' ? [...flushAt, run.at + IMMEDIATE_FLUSH_DELAY] : flushAt,
  })
}

/** The app's life changes (TrackingManager.swift:505). */
export function appChanges(run: Run, change: 'active' | 'background' | 'killed' | 'launched'): void {
  const { app } = run.state
  if (change === 'launched') {
    if (app === 'killed') run.set({ app: 'active' })
    else run.log('warning', 'The app is already running.')
  } else if (app === 'killed') run.log('warning', 'The app is not running: launch it first.')
  else if (change === 'killed') {
    run.set({ app: 'killed' })
    run.process(NEW_PROCESS)
  } else {
    run.set({ app: change })
    if (run.state.process.configuration === null) return
    if (change === 'active') becomeActive(run, app)
    else enterBackground(run)
  }
}

function becomeActive(run: Run, before: 'active' | 'background'): void {
  const { flushMode, flushPeriod } = run.state.process
  run.process({ backgroundAt: null, periodicAt: flushMode === 'periodic' ? run.at + flushPeriod * 1000 : null })
  const isNew = before === 'background' || !run.differences.sessionEndsInBackground
  if (run.configuration.automaticSessionTracking && isNew) startSession(run)
  verifyToken(run, before === 'background')
}

function enterBackground(run: Run): void {
  const { automaticSessionTracking: automatic, sessionTimeout } = run.configuration
  const { flushMode } = run.state.process
  if (automatic) run.store({ session: { ...run.state.device.session, end: run.at } })
  // The work waits for the session timeout only where sessions are automatic (TrackingManager.swift:551).
  run.process({ periodicAt: null, backgroundAt: run.at + (automatic ? sessionTimeout * 1000 : 0) })
  if (run.differences.backgroundFlush === 'at once' && (flushMode === 'automatic' || flushMode === 'periodic'))
    flush(run)
}

/** What the background task does when its time has come: end the session, then flush unless in manual mode. */
function backgroundWork(run: Run): void {
  run.process({ backgroundAt: null })
  if (run.configuration.automaticSessionTracking) closeSession(run)
  if (run.state.process.flushMode !== 'manual') flush(run)
}

/** When the next timer is due, in milliseconds since 1970; null without one. */
export function due(state: State): number | null {
  const { flushAt, periodicAt, backgroundAt, configuration } = state.process
  if (state.app === 'killed' || configuration === null) return null
  let next = Number.POSITIVE_INFINITY
  for (const at of flushAt) next = Math.min(next, at)
  next = Math.min(next, periodicAt ?? next, backgroundAt ?? next)
  return next === Number.POSITIVE_INFINITY ? null : next
}

/**
 * How many periods to go on at once, where nothing can be sent before another timer or `until`: a clock moved by a year
 * would else make millions of empty flushes. At least one.
 */
function fruitless(run: Run, until: number): number {
  const { rows, online, process } = run.state
  if (rows.length > 0 && online && process.flights.length === 0) return 1
  const limit = Math.min(until, process.backgroundAt ?? until, ...process.flushAt)
  return Math.max(1, Math.floor((limit - run.at) / (process.flushPeriod * 1000)))
}

/** Lets every timer that is due by `until` run, each at its own time. Milliseconds since 1970. */
export function advance(run: Run, until: number): void {
  for (let next = due(run.state); next !== null && next <= until; next = due(run.state)) {
    const at = next
    const { backgroundAt, periodicAt, flushPeriod, flushAt } = run.state.process
    run.at = at
    if (backgroundAt === at) backgroundWork(run)
    else if (periodicAt === at) {
      run.process({ periodicAt: at + fruitless(run, until) * flushPeriod * 1000 })
      flush(run)
    } else {
      run.process({ flushAt: flushAt.filter((other) => other !== at) })
      flush(run)
    }
  }
  run.at = until
}
