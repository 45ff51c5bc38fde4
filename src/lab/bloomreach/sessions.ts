/**
 * Sessions: automatic ones that follow the app's life, and manual ones (iOS guide, “Sessions”, SessionManager.swift).
 */
import { popCampaign } from './campaign'
import type { Run } from './run'
import { deviceProperties, track } from './tracking'

/** Whether coming back now continues the session: strictly before the timeout (SessionManager.swift:94). */
function continues(run: Run): boolean {
  const { start, end } = run.state.device.session
  const reference = end ?? start
  return reference !== null && reference + run.configuration.sessionTimeout * 1000 > run.at
}

/** How a session ends of which nobody knows when the app went into the background. */
const WITH_ALL =
  'as in iOS SDK 4.0.1 the session ends now, with the whole time since its start (SessionManager.swift:139), though ' +
  'the guide calls it the actual time spent in the app.'
/** What is said where such a session is met by a new process: killed in front, or never seen in front. */
const KILLED =
  'The guide is silent on an app that ended without going into the background, as when it is killed in front: ' +
  WITH_ALL
/** What is said where the process is the same: nothing was killed. */
const NOT_LEFT =
  'The guide is silent on an app that becomes active although the SDK did not see it go into the background: ' +
  WITH_ALL

const CLOSED_FIRST = 'A session is still open: it is ended first (iOS guide, “Track session manually”).'
const NOT_CLOSED =
  'A session is still open, and manualSessionAutoClose is off: no session_end is tracked for it (iOS guide, “Track ' +
  'session manually”).'

/** Starts a session, or continues the open one. `cookie` names the customer where it is not yet the present one. */
export function startSession(run: Run, cookie?: string): void {
  const { automaticSessionTracking: automatic, manualSessionAutoClose } = run.configuration
  const open = run.state.device.session.start !== null
  const { sessionMet } = run.state.process
  run.process({ sessionMet: true })
  if (open && !automatic && run.differences.manualRestart === 'ends and starts') {
    run.log('warning', manualSessionAutoClose ? CLOSED_FIRST : NOT_CLOSED)
    if (manualSessionAutoClose) closeSession(run)
  } else if (open && continues(run)) {
    run.log('info', "Continuing current session as we're within session timeout.")
    if (run.differences.resumeForgetsBackground) run.store({ session: { ...run.state.device.session, end: null } })
    return
  } else if (open) {
    run.log('info', "We're past session timeout, tracking previous session end.")
    if (automatic && run.state.device.session.end === null) run.log('warning', sessionMet ? NOT_LEFT : KILLED)
    if (automatic || manualSessionAutoClose) closeSession(run)
  }
  run.store({ session: { ...run.state.device.session, start: run.at } })
  track(run, {
    kind: 'SESSION_START',
    eventType: 'session_start',
    properties: { ...deviceProperties(run), ...popCampaign(run) },
    timestamp: run.at / 1000,
    ...(cookie === undefined ? {} : { cookie }),
  })
}

/** Ends the session at the time the app went to the background, else now (SessionManager.swift:129). */
export function closeSession(run: Run): void {
  const { start, end } = run.state.device.session
  if (start === null) {
    run.log('error', "Can't end session as no session was started.")
    return
  }
  const at = end ?? run.at
  track(run, {
    kind: 'SESSION_END',
    eventType: 'session_end',
    properties: { ...deviceProperties(run), duration: (at - start) / 1000 },
    timestamp: at / 1000,
  })
  clearSession(run)
}

/**
 * `session_end` as anonymize and stop track it: with its time only, whether or not a session is open
 * (ExponeaInternal+Tracking.swift:475).
 */
export function endSessionBare(run: Run): void {
  if (!run.configuration.automaticSessionTracking) return
  track(run, { kind: 'SESSION_END', eventType: 'session_end', properties: {}, timestamp: run.at / 1000 })
}

/** Forgets the session's times. */
export function clearSession(run: Run): void {
  run.store({ session: { start: null, end: null } })
}

/**
 * `trackSessionStart()`: for manual tracking only (iOS guide, “Track session manually”; SessionManager.swift:48 ignores
 * it otherwise).
 */
export function manualStart(run: Run): void {
  if (run.configuration.automaticSessionTracking)
    run.log('warning', 'trackSessionStart is ignored: automaticSessionTracking is on.')
  else startSession(run)
}

/** `trackSessionEnd()`: for manual tracking only (SessionManager.swift:60). */
export function manualEnd(run: Run): void {
  if (run.configuration.automaticSessionTracking) {
    run.log('warning', 'trackSessionEnd is ignored: automaticSessionTracking is on.')
    return
  }
  const { session } = run.state.device
  if (session.start !== null || run.differences.lostEndLeavesTime) run.store({ session: { ...session, end: run.at } })
  closeSession(run)
}
