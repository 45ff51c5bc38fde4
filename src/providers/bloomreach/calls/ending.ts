/** Reads the calls that take everything from the device: stop, and clear. */
import type { Effect, ReadableCall, Reading } from '../../../core/contract/vendor'
import { objectOr, stringOr } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import { argument } from './arguments'
import { groupOf, wrongGroup } from './group'
import { anonymized } from './identity'
import { only } from './reading'
import { automaticSessions, noSession, SESSION_END } from './sessions'
import { sendsAfter } from './settings'
import { tokens } from './token'

/** A second stop, in the source's words. Capture and the Lab say the same. */
export const STOPPED_ALREADY =
  'stopIntegration already in progress or completed — ignoring (iOS SDK 4.0.1 ExponeaInternal.swift:660).'

/**
 * What goes on of a call that a stopped SDK drops: the app's own handling of a link that was opened (iOS guide, “Stop
 * SDK integration”). Capture and the Lab say the same.
 */
export const notAffected = (method: string): string =>
  method === 'trackCampaignClick' ? ' The app’s own handling of the link is not affected.' : ''

/** A clear of an SDK that runs. Capture and the Lab say the same. */
export const CLEAR_TOO_LATE =
  'clearLocalCustomerData is ignored: it is for before the SDK is initialized; use stopIntegration ' +
  '(iOS guide, “Clear local customer data”).'

/**
 * Everything local is gone, also what was not flushed (iOS guide, “Stop SDK integration”). iOS SDK 4.0.1 tracks the end
 * first (ExponeaInternal.swift:660).
 */
export function stopIntegration(call: ReadableCall, tracker: Tracker): Reading {
  if (tracker.status === 'stopped') return only({ kind: 'ignored', text: STOPPED_ALREADY })
  const causes: Effect = {
    kind: 'causes',
    things: [...(automaticSessions(tracker) ? [SESSION_END] : []), ...tokens(1)],
  }
  const text = 'stopIntegration(): what was not flushed is removed from the device (iOS guide, “Stop SDK integration”).'
  const removed = gone(call, { text, sendsAfter: sendsAfter(tracker) })
  return { items: [], effects: [causes, removed, { kind: 'tracker', status: 'stopped' }] }
}

const WIPED: Effect = { kind: 'tracker', status: 'wiped' }

/** A page does not say on which platform it runs. */
const WITHOUT_GROUP =
  ' It has no app group: on iOS the bridge refuses that (ExponeaBridge.swift:539), and nothing is removed.'

/**
 * Only before the SDK is configured; nothing is sent (iOS guide, “Clear local customer data”; iOS SDK 4.0.1
 * ExponeaInternal.swift:722). With another app group than the SDK on the device has, nothing happens on iOS.
 */
export function clear(call: ReadableCall, tracker: Tracker, beside: () => readonly Tracker[]): Reading {
  if (tracker.status === 'running' && tracker.key !== null) return only({ kind: 'ignored', text: CLEAR_TOO_LATE })
  const given = stringOr(argument(call.args, 0))
  const groups = beside().flatMap(({ config }) => groupOf(objectOr(config)) ?? [])
  const wrong = given === null || given === '' ? null : wrongGroup(given, [...new Set(groups)])
  if (wrong !== null) return only({ kind: 'ignored', text: `${wrong} Android has no app groups: there it clears.` })
  const text =
    'clearLocalCustomerData(): what was not flushed is removed from the device (iOS guide, “Clear local ' +
    'customer data”).'
  const without = given === null || given === '' ? WITHOUT_GROUP : ''
  // A stopped SDK stays so: it drops every call until it is configured again (iOS guide, “Stop SDK integration”).
  return {
    items: [],
    effects: [gone(call, { text: text + without }), ...(tracker.status === 'stopped' ? [] : [WIPED])],
  }
}

/**
 * All that is on the device goes, of whichever project (iOS SDK 4.0.1 ExponeaInternal.swift:738 removes every event).
 */
function gone(call: ReadableCall, how: { readonly text: string; readonly sendsAfter?: number | null }): Effect {
  return {
    kind: 'device',
    effects: [
      { kind: 'wiped', ...how },
      { kind: 'push', token: null },
      // The configuration too (iOS guide, “Clear local customer data”, “Stop SDK integration”).
      { kind: 'tracker', config: null, session: { automatic: null, timeout: null } },
      noSession(call),
      anonymized('The customer stored on the device is removed', 'reset'),
    ],
  }
}
