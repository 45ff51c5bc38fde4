/**
 * Push notifications: the token and how often it is tracked, notifications received and opened (iOS guide, “Push
 * notifications”).
 */
import { type Json, type JsonObject, objectOr, stringOr } from '../../core/json'
import { hasConsent, isForced, isSilent, payloadNotes } from '../../providers/bloomreach/push-consent'
import { campaignData } from './campaign'
import type { Run } from './run'
import type { Push } from './state'
import { track } from './tracking'

const DAY = 24 * 60 * 60 * 1000

/**
 * Tracks the token's state: an event in the source, a customer property in the guide's version. `token` null tells that
 * it is gone.
 */
function trackTokenState(
  run: Run,
  token: string,
  state: 'valid' | 'denied' | 'invalidated',
  permission = state === 'valid',
): void {
  if (run.differences.pushToken === 'customer property') {
    track(run, {
      kind: 'PUSH_TOKEN',
      eventType: null,
      properties: { apple_push_notification_id: state === 'invalidated' ? '' : token },
    })
    return
  }
  const description = state === 'invalidated' ? 'Invalidated' : permission ? 'Permission granted' : 'Permission denied'
  track(run, {
    kind: 'NOTIFICATION_STATE',
    eventType: 'notification_state',
    properties: { platform: 'ios', description, push_notification_token: token, valid: state === 'valid' },
  })
}

function remember(run: Run, token: string, change: Partial<Push> = {}): void {
  const { push } = run.state.device
  const known =
    push?.token === token ? push : { token, valid: true, trackedAt: null, confirmed: push?.confirmed ?? false }
  run.store({ push: { ...known, ...change } })
}

/** `trackPushToken(token)`: at once, whatever `tokenTrackFrequency` says (iOS guide, “Track token manually”). */
export function trackPushToken(run: Run, token: string): void {
  const { pushAuthorized } = run.configuration
  trackTokenState(run, token, pushAuthorized ? 'valid' : 'denied')
  remember(run, token, { valid: pushAuthorized, trackedAt: run.at })
}

/** Whether the device knows the token and the customer does not have it: nothing to take away, nothing to hand over. */
export function isWithheld(push: Push): boolean {
  return push.trackedAt === null
}

/** The token is taken from the present customer, on the device and in Engagement (iOS guide, “Anonymize”). */
export function removeToken(run: Run): void {
  const { push } = run.state.device
  if (push !== null && isWithheld(push)) return
  if (push === null) {
    if (run.differences.pushToken === 'notification_state')
      run.log('error', 'The trackNotificationState failed, pushToken is nil')
    return
  }
  trackTokenState(run, push.token, 'invalidated')
  run.store({ push: null })
}

/** The previous customer's token is given to the present one (iOS guide, “Anonymize”; TrackingManager.swift:712). */
export function assignToken(run: Run, push: Push): void {
  const { pushAuthorized, requirePushAuthorization } = run.configuration
  const valid = !requirePushAuthorization || pushAuthorized
  trackTokenState(run, push.token, valid ? 'valid' : 'denied', pushAuthorized)
  run.store({ push: { ...push, valid, trackedAt: run.at } })
}

/**
 * Whether the customer must not have the token: the guide's version tracks it only while notifications are allowed
 * (configuration guide, requirePushAuthorization; iOS SDK 3.7.0 PushNotificationManager.swift:264). The source's
 * version tells of it with `valid: false`.
 */
function withholds(run: Run): boolean {
  const { requirePushAuthorization, pushAuthorized } = run.configuration
  return run.differences.pushToken === 'customer property' && requirePushAuthorization && !pushAuthorized
}

/** The operating system hands over a token (PushNotificationManager.swift:303). */
export function receiveToken(run: Run, token: string): void {
  const { configuration, state } = run
  if (!configuration.pushNotificationTracking) {
    run.log(
      'info',
      'pushNotificationTracking is off: the token is not tracked by the SDK itself (iOS guide, “Push notifications”).',
    )
    return
  }
  const known = state.device.push
  if (known?.token === token) {
    verifyToken(run)
    return
  }
  if (withholds(run)) {
    run.log(
      'info',
      'The token is not tracked: notifications are not allowed, and requirePushAuthorization is on ' +
        '(configuration guide).',
    )
    remember(run, token, { valid: false })
    return
  }
  if (known !== null && run.differences.pushToken === 'notification_state')
    trackTokenState(run, known.token, 'invalidated')
  const valid = !configuration.requirePushAuthorization || configuration.pushAuthorized
  trackTokenState(run, token, valid ? 'valid' : 'denied', configuration.pushAuthorized)
  remember(run, token, { valid, trackedAt: run.at })
}

/**
 * Whether each activation tracks the token: so the guide says of `verifyPushStatusAndTrackPushToken` (“Track token
 * manually”); a `tokenTrackFrequency` that is set says otherwise (configuration guide).
 */
function tracksAnyway({ configuration, differences }: Run): boolean {
  return differences.activationTracksToken && !configuration.frequencyIsSet
}

/**
 * The check that follows each activation of the app, by `tokenTrackFrequency` (iOS guide, “Track token manually”;
 * PushNotificationManager.swift:436).
 */
export function verifyToken(run: Run, becameActive = true): void {
  const { configuration, differences, state } = run
  const { push } = state.device
  const first = !state.process.tokenVerified
  run.process({ tokenVerified: true })
  if (!configuration.pushNotificationTracking || push === null) return
  if (configuration.requirePushAuthorization && !configuration.pushAuthorized) {
    if (!push.valid) return
    // The guide's version takes the token away from the customer (iOS SDK 3.7.0 PushNotificationManager.swift:373).
    trackTokenState(run, push.token, withholds(run) ? 'invalidated' : 'denied')
    remember(run, push.token, { valid: false, trackedAt: withholds(run) ? null : run.at })
    return
  }
  // The source tracks once more until its automatic path has succeeded (PushNotificationManager.swift:131, 520).
  const forced = differences.pushToken === 'notification_state' && !push.confirmed
  const due = {
    everyLaunch: first || differences.everyLaunch === 'activations',
    daily: forced || push.trackedAt === null || run.at - push.trackedAt >= DAY,
    onTokenChange: forced || push.trackedAt === null,
  }[configuration.tokenTrackFrequency]
  if (!due && !(becameActive && tracksAnyway(run))) return
  trackTokenState(run, push.token, configuration.pushAuthorized ? 'valid' : 'denied')
  remember(run, push.token, { valid: configuration.pushAuthorized, trackedAt: run.at, confirmed: true })
}

/** What a notification's attributes and url parameters add to an event (NotificationData+Properties.swift). */
function notificationProperties(info: JsonObject): JsonObject {
  const { event_type: _type, ...attributes } = objectOr(info.attributes)
  const properties = { ...attributes, ...campaignData(objectOr(info.url_params)) }
  return 'platform' in properties ? properties : { ...properties, platform: 'ios' }
}

function ownEventType(info: JsonObject): string | null {
  const type = stringOr(objectOr(info.attributes).event_type)
  return type === '' || type === 'campaign' ? null : type
}

/**
 * A later time than the one the notification carries: now, else one second after it. Both in seconds. Says what is odd
 * about the notification.
 */
function laterThan(run: Run, info: JsonObject, other: Json | undefined): number {
  for (const { text } of payloadNotes(info, other)) run.log('warning', text)
  const now = run.at / 1000
  return typeof other === 'number' && now <= other ? other + 1 : now
}

/**
 * `trackPushReceived(userInfo)`: delivered and shown (iOS guide, “Track push notification delivery manually”;
 * ExponeaInternal+Tracking.swift:199).
 */
export function trackPushReceived(run: Run, info: JsonObject, considerConsent: boolean): void {
  if (considerConsent && !hasConsent(info.has_tracking_consent)) {
    run.log('info', 'Event for delivered notification is not tracked because consent is not given')
    return
  }
  const category = stringOr(info.consent_category_tracking)
  const own = ownEventType(info)
  track(run, {
    kind: own === null ? 'PUSH_DELIVERED' : 'TRACK_EVENT',
    eventType: own ?? 'campaign',
    properties: {
      ...notificationProperties(info),
      status: 'delivered',
      state: 'shown',
      ...(category === null ? {} : { consent_category_tracking: category }),
    },
    timestamp: laterThan(run, info, objectOr(info.attributes).sent_timestamp),
  })
}

/**
 * `trackPushOpened(userInfo)`: clicked (iOS guide, “Track push notification click manually”;
 * PushNotificationParser.swift:18).
 */
export function trackPushOpened(run: Run, info: JsonObject, considerConsent: boolean): void {
  const forced = isForced(info.url)
  if (considerConsent && !hasConsent(info.has_tracking_consent) && !forced) {
    run.log('error', 'Event for clicked pushnotification is not tracked because consent is not given')
    return
  }
  const silent = isSilent(info)
  const category = stringOr(info.consent_category_tracking)
  const opensAddress =
    (info.action === 'browser' || info.action === 'deeplink') && typeof info.url === 'string' && info.url !== ''
  const own = ownEventType(info)
  track(run, {
    kind: own !== null ? 'TRACK_EVENT' : silent ? 'PUSH_DELIVERED' : 'PUSH_OPENED',
    eventType: own ?? 'campaign',
    properties: {
      action_type: 'mobile notification',
      ...notificationProperties(info),
      status: silent ? 'delivered' : 'clicked',
      cta: 'notification',
      url: opensAddress ? (info.url ?? '') : 'app',
      ...(category === null ? {} : { consent_category_tracking: category }),
      ...(forced ? { tracking_forced: true } : {}),
    },
    timestamp: laterThan(run, info, info.delivered_timestamp),
  })
}
