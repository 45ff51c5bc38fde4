/**
 * The model's state: what is on the device, what is in the running process, and how a device is read back from what was
 * stored.
 */
import type { JsonObject } from '../../core/json'
import type { FlushMode } from '../../providers/bloomreach/calls/settings'
import type { ModelInput } from '../model'
import type { Configuration, Project } from './configuration'
import type { ProfileId } from './profiles'

/**
 * One thing waiting to be sent. It is linked to a customer by cookie; the customer's other ids are read when it is
 * sent.
 */
export interface Row {
  readonly id: string
  /** Counts the rows of a device, so that equal times keep their order. */
  readonly n: number
  readonly what: 'event' | 'customer'
  /** Null for customer updates, and for an event that was tracked without a type. */
  readonly eventType: string | null
  readonly properties: JsonObject
  /** Seconds since 1970. */
  readonly timestamp: number
  readonly cookie: string
  readonly project: Project
  readonly tries: number
}

/** The push token as far as the device knows it. Times are milliseconds since 1970. */
export interface Push {
  readonly token: string
  readonly valid: boolean
  readonly trackedAt: number | null
  /**
   * The source forces one more tracking until the automatic path has succeeded once
   * (PushNotificationManager.swift:520).
   */
  readonly confirmed: boolean
}

/** A campaign click that waits for the next session start. `at` is in milliseconds since 1970. */
interface Campaign {
  readonly at: number
  readonly data: Readonly<Record<string, string>>
}

/** What survives the process. Session times are milliseconds since 1970, null for none. */
export interface Device {
  readonly customer: {
    readonly cookie: string | null
    readonly ids: Readonly<Record<string, Readonly<Record<string, string>>>>
  }
  readonly session: { readonly start: number | null; readonly end: number | null }
  readonly push: Push | null
  /** Cookies whose `installation` was tracked. */
  readonly installed: readonly string[]
  readonly campaign: Campaign | null
  readonly configuration: JsonObject | null
  readonly deviceId: string | null
  readonly stopped: boolean
  /** The app group in which the stop is kept, where the notification service finds it; null for none. */
  readonly stoppedIn: string | null
  /** The cookie for which in-app messages, content blocks and the app inbox are loaded; null where they are not. */
  readonly contentFor: string | null
  /**
   * Notifications that a notification service keeps for later in an app group that is not the SDK's, by its name: stop
   * and clear do not reach them (ExponeaNotificationService.swift, saveNotificationForLaterTracking).
   */
  readonly kept: Readonly<Record<string, readonly JsonObject[]>>
}

/** Something of the SDK's that is on the screen. */
export interface Shown {
  readonly what: 'in-app message' | 'content block' | 'app inbox button'
  readonly id: string
}

/** A request without an answer. `wiped`: its row is no longer on the device. */
export interface Flight {
  readonly request: string
  readonly row: Row
  readonly wiped: boolean
}

/** What ends with the process. Times are milliseconds since 1970. */
export interface Process {
  readonly configuration: Configuration | null
  readonly flushMode: FlushMode
  /** Seconds. */
  readonly flushPeriod: number
  readonly defaultProperties: JsonObject
  /** Calls made before `configure`; they are made again after it. */
  readonly waiting: readonly Extract<ModelInput, { input: 'call' }>[]
  readonly flushAt: readonly number[]
  readonly periodicAt: number | null
  readonly backgroundAt: number | null
  readonly flights: readonly Flight[]
  /** A stop waits for the running flush. */
  readonly stopping: boolean
  readonly tokenVerified: boolean
  /** A session was started or gone on with in this process, so that the open one is no killed app's. */
  readonly sessionMet: boolean
  /**
   * Pushes are not handled and links not tracked, because the data was cleared; until the SDK is configured, or the app
   * is launched anew: a clear leaves nothing on the device that would tell of it (ExponeaInternal.swift:722-748).
   */
  readonly cleared: boolean
  /** The app group that the SDK had when its data was cleared; null for none. */
  readonly clearedIn: string | null
  readonly shown: readonly Shown[]
  /** What the app does once the SDK is stopped: its callbacks, in its own words. */
  readonly stopCallbacks: readonly string[]
}

/** The whole state of the model. */
export interface State {
  readonly profile: ProfileId
  readonly settings: JsonObject
  readonly app: 'active' | 'background' | 'killed'
  readonly online: boolean
  readonly device: Device
  readonly rows: readonly Row[]
  readonly process: Process
}

/** A device on which nothing was ever stored. */
export const EMPTY_DEVICE: Device = {
  customer: { cookie: null, ids: {} },
  session: { start: null, end: null },
  push: null,
  installed: [],
  campaign: null,
  configuration: null,
  deviceId: null,
  stopped: false,
  stoppedIn: null,
  contentFor: null,
  kept: {},
}

/** A process that has just begun. */
export const NEW_PROCESS: Process = {
  configuration: null,
  flushMode: 'manual',
  flushPeriod: 60,
  defaultProperties: {},
  waiting: [],
  flushAt: [],
  periodicAt: null,
  backgroundAt: null,
  flights: [],
  stopping: false,
  tokenVerified: false,
  sessionMet: false,
  cleared: false,
  clearedIn: null,
  shown: [],
  stopCallbacks: [],
}

/** The storage key of a row. */
export function rowKey(id: string): string {
  return `row:${id}`
}
