/** Reads a device back from stored values; what cannot be read is left out, never guessed. */
import { isObject, type Json, type JsonObject, objectOr } from '../../core/json'
import type { Project } from './configuration'
import { type Device, EMPTY_DEVICE, type Row, rowKey } from './state'

function timeOr(value: Json | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function strings(value: Json | undefined): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [key, entry] of Object.entries(objectOr(value))) if (typeof entry === 'string') result[key] = entry
  return result
}

function readProject(value: Json | undefined): Project | null {
  const { baseUrl, projectToken, authorization } = objectOr(value)
  if (typeof baseUrl !== 'string' || typeof projectToken !== 'string' || typeof authorization !== 'string') return null
  return { baseUrl, projectToken, authorization }
}

function readRow(value: Json | undefined): Row | null {
  if (!isObject(value)) return null
  const { id, n, what, eventType, properties, timestamp, cookie, tries } = value
  const project = readProject(value.project)
  if (typeof id !== 'string' || typeof n !== 'number' || typeof timestamp !== 'number' || typeof cookie !== 'string')
    return null
  if ((what !== 'event' && what !== 'customer') || project === null) return null
  return {
    id,
    n,
    what,
    eventType: typeof eventType === 'string' ? eventType : null,
    properties: objectOr(properties),
    timestamp,
    cookie,
    project,
    tries: typeof tries === 'number' ? tries : 0,
  }
}

/** The rows among the stored values, oldest first. */
export function restoreRows(stored: JsonObject): readonly Row[] {
  const rows: Row[] = []
  for (const [key, value] of Object.entries(stored)) {
    const row = readRow(value)
    if (row && key === rowKey(row.id)) rows.push(row)
  }
  return rows.sort((a, b) => a.n - b.n)
}

/** The device that the stored values describe. */
export function restoreDevice(stored: JsonObject): Device {
  const customer = objectOr(stored.customer)
  const session = objectOr(stored.session)
  const push = objectOr(stored.push)
  const campaign = objectOr(stored.campaign)
  const ids: Record<string, Record<string, string>> = {}
  for (const [cookie, value] of Object.entries(objectOr(customer.ids))) ids[cookie] = strings(value)
  const campaignAt = timeOr(campaign.at)
  return {
    customer: { cookie: typeof customer.cookie === 'string' ? customer.cookie : null, ids },
    session: { start: timeOr(session.start), end: timeOr(session.end) },
    push:
      typeof push.token === 'string'
        ? {
            token: push.token,
            valid: push.valid !== false,
            trackedAt: timeOr(push.trackedAt),
            confirmed: push.confirmed === true,
          }
        : null,
    installed: Array.isArray(stored.installed)
      ? (stored.installed as readonly Json[]).filter((cookie) => typeof cookie === 'string')
      : [],
    campaign: campaignAt === null ? EMPTY_DEVICE.campaign : { at: campaignAt, data: strings(campaign.data) },
    configuration: isObject(stored.configuration) ? stored.configuration : null,
    deviceId: typeof stored.deviceId === 'string' ? stored.deviceId : null,
    stopped: stored.stopped === true,
    stoppedIn: typeof stored.stoppedIn === 'string' ? stored.stoppedIn : null,
    contentFor: typeof stored.contentFor === 'string' ? stored.contentFor : null,
    kept: Object.fromEntries(
      Object.entries(objectOr(stored.kept)).map(([group, list]) => [
        group,
        Array.isArray(list) ? (list as readonly Json[]).filter(isObject) : [],
      ]),
    ),
  }
}
