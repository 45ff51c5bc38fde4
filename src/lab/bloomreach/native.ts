/** What the native iOS SDK has in another form than the React Native SDK: event types, and its configuration. */
import { isObject, type Json, type JsonObject, objectOr } from '../../core/json'

/** The event types by which projects are mapped, by their names in Swift (iOS SDK 3.x and 4.0.1 EventType.swift). */
export const CASES: JsonObject = {
  ...{ install: 'INSTALL', sessionStart: 'SESSION_START', sessionEnd: 'SESSION_END', customEvent: 'TRACK_EVENT' },
  ...{ identifyCustomer: 'TRACK_CUSTOMER', payment: 'PAYMENT', registerPushToken: 'PUSH_TOKEN' },
  ...{ pushDelivered: 'PUSH_DELIVERED', pushOpened: 'PUSH_OPENED', campaignClick: 'CAMPAIGN_CLICK', banner: 'BANNER' },
}

/**
 * The parameters of the native `configure` under the names that settings have otherwise (Exponea+Configuration.swift):
 * `.enabled(…)` and `.disabled` of pushes and sessions, and the mode and the retries of flushing.
 */
export function flattened(source: JsonObject): JsonObject {
  const { pushNotificationTracking, automaticSessionTracking, flushingSetup, ...others } = source
  const push = switched('pushNotificationTracking', pushNotificationTracking)
  const { timeout, ...session } = switched('automaticSessionTracking', automaticSessionTracking)
  const { mode, maxRetries } = objectOr(flushingSetup)
  const period = objectOr(mode).periodic
  return {
    ...{ ...others, ...push, ...session },
    ...given('sessionTimeout', timeout),
    ...(period === undefined ? given('flushMode', mode) : { flushMode: 'periodic', flushPeriod: period }),
    ...given('flushMaxRetries', maxRetries),
  }
}

const given = (name: string, value: Json | undefined): JsonObject => (value === undefined ? {} : { [name]: value })

/** What is on or off, and what it is given where it is on; a setting that is no such form as it is. */
function switched(name: string, value: Json | undefined): JsonObject {
  if (value === 'disabled') return { [name]: false }
  return isObject(value) ? { [name]: true, ...objectOr(value.enabled ?? value) } : given(name, value)
}
