/**
 * The points at which the guide and the shipped iOS SDK 4.0.1 part ways, one entry per difference, for each named
 * profile.
 */
import type { Profile } from '../model'

/** What `anonymize` does, step by step. */
export type AnonymizeStep =
  | 'end session'
  | 'remove token'
  | 'clear caches'
  | 'switch project'
  | 'start session'
  | 'new customer'
  | 'assign token'
  | 'preload'
  | 'installation'

/** How a profile answers each question on which the guide and the source differ. */
export interface Differences {
  /** The `sdk_version` among the device properties. */
  readonly sdkVersion: string
  /**
   * `application_id` and `device_id` on every event: unknown to the guide's version (added in 3.8);
   * TrackingManager.swift:241.
   */
  readonly identifiesDevice: boolean
  /**
   * The guide's version keeps the token in a customer property; since 3.8 it is an event (TrackingManager.swift:200,
   * 320).
   */
  readonly pushToken: 'customer property' | 'notification_state'
  /** Keys that a customer update loses on its way out (TrackCustomer.swift:45); none in the guide's version. */
  readonly strippedFromCustomers: readonly string[]
  /** iOS guide, “Anonymize”, against ExponeaInternal+Tracking.swift:466 and TrackingManager.swift:697. */
  readonly anonymize: readonly AnonymizeStep[]
  /**
   * A manual start while a session is open: the guide (“Track session manually”) ends it, SessionManager.swift:119
   * continues it within the timeout.
   */
  readonly manualRestart: 'ends and starts' | 'continues within the timeout'
  /**
   * Coming back within the timeout continues the session (iOS guide, “Sessions”); SessionManager.swift:119 keeps the
   * old background time.
   */
  readonly resumeForgetsBackground: boolean
  /** `trackSessionEnd` without a session leaves its time behind for the next one (SessionManager.swift:60). */
  readonly lostEndLeavesTime: boolean
  /**
   * The guide (“Stop SDK integration”) wipes at once; ExponeaInternal.swift:660 tracks the end, invalidates the token
   * and flushes first.
   */
  readonly stop: 'wipes at once' | 'flushes first'
  /**
   * ExponeaInternal.swift:723 does nothing without a stored configuration; the guide (“Clear local customer data”)
   * names no such condition.
   */
  readonly clearNeedsConfiguration: boolean
  /**
   * What waits for configure goes with the rest: a state as if the SDK was never initialized (iOS guide, “Tracking”);
   * ExponeaInternal.swift:722-748 leaves it waiting.
   */
  readonly clearTakesWaiting: boolean
  /**
   * "When you background or quit" (FlushingMode.swift) against the background task after the timeout
   * (TrackingManager.swift:551).
   */
  readonly backgroundFlush: 'at once' | 'after the session timeout'
  /**
   * `everyLaunch` counts launches (configuration guide); PushNotificationManager.swift:501 tracks at each activation.
   */
  readonly everyLaunch: 'launches' | 'activations'
  /**
   * Nested properties (iOS guide, “Track event”) are refused by the React Native bridge on iOS
   * (JsonDataParser.swift:11). The bridge stands before the SDK, so the model is not asked: the demo shop's app is.
   */
  readonly bridgeTakesNested: boolean
  /**
   * `stopIntegration` without a configuration (iOS guide, “Stop the SDK and wipe all tracked data”) is refused by the
   * React Native bridge (ExponeaBridge.swift), which stands before the SDK too.
   */
  readonly bridgeStopsUnconfigured: boolean
  /**
   * Each activation tracks the token (iOS guide, “Track token manually”), where no `tokenTrackFrequency` is set; the
   * source goes by the default frequency (PushNotificationManager.swift:436).
   */
  readonly activationTracksToken: boolean
  /**
   * After clear, pushes are not handled and links not tracked until the SDK is configured (iOS guide, “Clear local
   * customer data”); in the source they wait for it like any other call (ExpoInitManager.swift:68).
   */
  readonly clearDropsPushesAndLinks: boolean
  /**
   * A session ends when the app goes into the background (iOS guide, “Sessions”), and not because the app is told once
   * more that it is active; SessionManager.swift:94 looks at the clock alone.
   */
  readonly sessionEndsInBackground: boolean
  /**
   * In-app content is loaded anew at anonymize (iOS guide, “Anonymize”); the source was read to clear it, no further.
   */
  readonly anonymizePreloads: boolean
  /** In-app purchases are tracked by themselves (iOS guide, “Payments”); no code for it was found in the source. */
  readonly tracksPurchases: boolean
}

/** A profile's name. */
export type ProfileId = 'documented' | 'ios-4'

/** The profiles, the default first. */
export const profiles: readonly Profile[] = [
  {
    id: 'documented',
    name: 'As documented',
    hint: 'What the iOS SDK tracking guide says, in its words and its order.',
  },
  {
    id: 'ios-4',
    name: 'iOS SDK 4.0.1',
    hint: 'What the source of iOS SDK 4.0.1 does where it departs from the guide.',
  },
]

/** The differences of each profile. */
export const differences: Readonly<Record<ProfileId, Differences>> = {
  documented: {
    sdkVersion: '3.7.0',
    identifiesDevice: false,
    pushToken: 'customer property',
    strippedFromCustomers: [],
    // The list's order. Its third effect comes before its fourth, yet the section's last paragraph gives what follows
    // to the new customer record in the new project: the session start is tracked in the guide's place, for the
    // customer about to be created.
    anonymize: [
      'remove token',
      'clear caches',
      'switch project',
      'start session',
      'new customer',
      'assign token',
      'preload',
      'installation',
    ],
    manualRestart: 'ends and starts',
    resumeForgetsBackground: true,
    lostEndLeavesTime: false,
    stop: 'wipes at once',
    clearNeedsConfiguration: false,
    clearTakesWaiting: true,
    backgroundFlush: 'at once',
    everyLaunch: 'launches',
    bridgeTakesNested: true,
    bridgeStopsUnconfigured: true,
    activationTracksToken: true,
    clearDropsPushesAndLinks: true,
    sessionEndsInBackground: true,
    anonymizePreloads: true,
    tracksPurchases: true,
  },
  'ios-4': {
    sdkVersion: '4.0.1',
    identifiesDevice: true,
    pushToken: 'notification_state',
    strippedFromCustomers: [
      'push_notification_token',
      'valid',
      'description',
      'platform',
      'application_id',
      'device_id',
    ],
    // The token is assigned in a callback of the operating system's, so its place after "new customer" varies on a
    // device.
    anonymize: [
      'end session',
      'remove token',
      'clear caches',
      'switch project',
      'new customer',
      'assign token',
      'preload',
      'installation',
      'start session',
    ],
    manualRestart: 'continues within the timeout',
    resumeForgetsBackground: false,
    lostEndLeavesTime: true,
    stop: 'flushes first',
    clearNeedsConfiguration: true,
    clearTakesWaiting: false,
    backgroundFlush: 'after the session timeout',
    everyLaunch: 'activations',
    bridgeTakesNested: false,
    bridgeStopsUnconfigured: false,
    activationTracksToken: false,
    clearDropsPushesAndLinks: false,
    sessionEndsInBackground: false,
    anonymizePreloads: false,
    tracksPurchases: false,
  },
}

/** The profile of this name; the documented one for a name that is none. */
export function profileOf(id: string): ProfileId {
  return id === 'ios-4' ? 'ios-4' : 'documented'
}
