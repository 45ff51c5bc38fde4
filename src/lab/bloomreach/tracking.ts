/** Puts events and customer updates into the queue: once a project, with the properties that the SDK adds. */
import type { Json, JsonObject } from '../../core/json'
import { IMMEDIATE_FLUSH_DELAY } from '../../providers/bloomreach/calls/settings'
import type { Project } from './configuration'
import type { Run } from './run'

/** The SDK's own event types, by which extra projects are mapped (EventType.swift). */
type Kind =
  | 'INSTALL'
  | 'SESSION_START'
  | 'SESSION_END'
  | 'TRACK_EVENT'
  | 'TRACK_CUSTOMER'
  | 'PAYMENT'
  | 'PUSH_TOKEN'
  | 'PUSH_DELIVERED'
  | 'PUSH_OPENED'
  | 'CAMPAIGN_CLICK'
  | 'BANNER'
  | 'NOTIFICATION_STATE'

/** One thing to track. `timestamp` is in seconds since 1970, null for now. */
export interface Tracked {
  readonly kind: Kind
  /**
   * Null for customer updates, and for an event without a type, whose body then lacks `event_type`
   * (TrackingParameters.swift:60).
   */
  readonly eventType: string | null
  readonly properties: JsonObject
  readonly timestamp?: number | null
  /** The customer; the present one where left out. */
  readonly cookie?: string
}

/** Nulls are stored, then skipped when read; inside of objects too (DatabaseManager+DataType.swift:84). */
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).filter((entry) => entry !== null).map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const result: Record<string, Json> = {}
  for (const [key, entry] of Object.entries(value as JsonObject)) if (entry !== null) result[key] = withoutNulls(entry)
  return result
}

function propertiesOf(run: Run, kind: Kind, own: JsonObject): JsonObject {
  const { configuration, differences, state } = run
  const customerUpdate = kind === 'TRACK_CUSTOMER' || kind === 'PUSH_TOKEN'
  // TrackingManager.swift:326: default properties on everything but the token's state; on customer updates only where
  // allowed.
  const defaults = customerUpdate ? configuration.allowDefaultCustomerProperties : kind !== 'NOTIFICATION_STATE'
  const identifying: JsonObject = differences.identifiesDevice
    ? { application_id: configuration.applicationId, device_id: deviceId(run) }
    : {}
  const merged: JsonObject = { ...(defaults ? state.process.defaultProperties : {}), ...identifying, ...own }
  return withoutNulls(merged) as JsonObject
}

function deviceId(run: Run): string {
  const known = run.state.device.deviceId
  if (known !== null) return known
  const made = run.uuid().toUpperCase()
  run.store({ deviceId: made })
  return made
}

function projectsFor(run: Run, kind: Kind): readonly Project[] {
  const { project, mapping } = run.configuration
  return [project, ...(mapping[kind] ?? [])]
}

/** Queues an event or customer update, once for each project that its kind goes to (Configuration.swift:484). */
export function track(run: Run, what: Tracked): void {
  const properties = propertiesOf(run, what.kind, what.properties)
  const cookie = what.cookie ?? run.cookie
  const customerUpdate = what.kind === 'TRACK_CUSTOMER' || what.kind === 'PUSH_TOKEN'
  const add = (project: Project, kind: 'event' | 'customer') =>
    run.addRow({
      id: run.uuid(),
      n: (run.state.rows.at(-1)?.n ?? 0) + 1,
      what: kind,
      eventType: kind === 'event' ? what.eventType : null,
      properties,
      timestamp: what.timestamp ?? run.at / 1000,
      cookie,
      project,
      tries: 0,
    })
  for (const project of projectsFor(run, what.kind)) {
    // The token's state is stored as a customer update and as an event (TrackingManager.swift:320).
    if (customerUpdate || what.kind === 'NOTIFICATION_STATE') add(project, 'customer')
    if (!customerUpdate) add(project, 'event')
  }
  const { flushMode, flushAt } = run.state.process
  if (flushMode === 'immediate') run.process({ flushAt: [...flushAt, run.at + IMMEDIATE_FLUSH_DELAY] })
}

/** The properties that describe the device, on the events that the SDK tracks by itself (DeviceProperties.swift). */
export function deviceProperties(run: Run): JsonObject {
  return {
    os_name: 'iOS',
    platform: 'iOS',
    os_version: '18.1',
    sdk: 'Exponea iOS SDK',
    sdk_version: run.differences.sdkVersion,
    device_model: 'iPhone',
    device_type: 'mobile',
    app_version: '1.0',
  }
}

/** Tracks `installation`, once a customer (TrackingManager.swift:137; iOS guide, “Tracking”, “Anonymize”). */
export function trackInstallation(run: Run): void {
  const { cookie } = run
  if (run.state.device.installed.includes(cookie)) return
  track(run, { kind: 'INSTALL', eventType: 'installation', properties: deviceProperties(run) })
  run.store({ installed: [...run.state.device.installed, cookie] })
}
