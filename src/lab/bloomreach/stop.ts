/**
 * The end of tracking: stopIntegration and clearLocalCustomerData (iOS guide, “Clear local customer data”, “Stop SDK
 * integration”).
 */
import { type Json, stringOr } from '../../core/json'
import { CLEAR_TOO_LATE, STOPPED_ALREADY } from '../../providers/bloomreach/calls/ending'
import { wrongGroup as foreignGroup, groupOf } from '../../providers/bloomreach/calls/group'
import { ownGroup } from './app-group'
import { runStopCallbacks } from './content'
import { flush } from './flush'
import { removeToken } from './push'
import type { Run } from './run'
import { endSessionBare } from './sessions'
import { finishStop, wipe } from './wipe'

/** `stopIntegration()`: wipes at once, or first tracks the end and flushes, by profile. */
export function stopIntegration(run: Run): void {
  const { process, device } = run.state
  if (process.stopping || device.stopped) {
    run.log('warning', STOPPED_ALREADY)
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

/**
 * Why an app group is none with which anything can be cleared; null where it is the SDK's. It is a required argument
 * (iOS guide, “Clear local customer data”). Where neither the device nor the settings name the SDK's, any one will do.
 */
function wrongGroup(run: Run, given: Json | undefined): string | null {
  const group = stringOr(given)
  if (group === null || group === '')
    return (
      'clearLocalCustomerData needs the app group (iOS guide, “Clear local customer data”): without it the bridge ' +
      'refuses (ExponeaBridge.swift:539).'
    )
  const own = groupOf(run.state.device.configuration ?? run.state.settings)
  return own === null ? null : foreignGroup(group, [own])
}

/**
 * How long that lasts is not said: what is launched then is in “a state as if it was never initialized” (iOS guide,
 * “Tracking”).
 */
const HANDLES_NONE =
  'Pushes are no longer handled and links no longer tracked until the SDK is configured again (iOS guide, “Clear ' +
  'local customer data”); the app’s own handling of links is not affected. The guide is silent on a relaunch before ' +
  'that: nothing is left on the device that tells of the clear, so after it they wait for configure like any call.'

/** A stop outlives the clear, and a relaunch (ExponeaInternal.swift:291 alone takes it back). */
const STAYS_STOPPED =
  'The SDK stays stopped, over a relaunch too: it drops every call until it is configured again (iOS guide, “Stop ' +
  'SDK integration”).'

const CALLBACKS_TOO =
  'The callbacks of onIntegrationStoppedCallbacks run, and are forgotten: the guide is silent on them at clear; the ' +
  'iOS SDK runs them as at stop (ExponeaInternal.swift:722-748).'

/**
 * `clearLocalCustomerData(appGroup)`: before the SDK is configured; sends nothing (iOS guide, “Clear local customer
 * data”).
 */
export function clearLocalCustomerData(run: Run, given: Json | undefined): void {
  const { process, device } = run.state
  if (process.configuration !== null || (run.differences.clearNeedsConfiguration && device.configuration === null)) {
    // The source's own words, which say the opposite of the matter (ExponeaInternal.swift:724).
    run.log('error', 'This functionality is unavailable without initialization of SDK')
    if (process.configuration !== null) run.log('error', CLEAR_TOO_LATE)
    return
  }
  const wrong = wrongGroup(run, given)
  if (wrong !== null) {
    run.log('error', wrong)
    return
  }
  const clearedIn = ownGroup(run.state)
  if (process.stopCallbacks.length > 0) {
    run.log('info', CALLBACKS_TOO)
    runStopCallbacks(run)
  }
  wipe(
    run,
    device.stopped,
    'clearLocalCustomerData removed what was not yet flushed (iOS guide, “Clear local customer data”).',
    run.differences.clearTakesWaiting ? [] : process.waiting,
  )
  if (run.differences.clearDropsPushesAndLinks) {
    run.process({ cleared: true, clearedIn })
    run.log('info', device.stopped ? STAYS_STOPPED : HANDLES_NONE)
  }
}
