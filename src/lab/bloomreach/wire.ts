/**
 * A queued row as the request that carries it, in the project mode's wire format (TrackingParameters.swift:38,
 * RequestFactory.swift:44).
 */
import type { Json, JsonObject } from '../../core/json'
import type { ModelRequest } from '../model'
import type { Differences } from './profiles'
import { idsOf, wireProperties } from './run'
import type { Row, State } from './state'

function pathOf(row: Row): string {
  if (row.what === 'customer') return 'customers'
  return row.eventType === 'campaign_click' ? 'campaigns/clicks' : 'customers/events'
}

function bodyOf(row: Row, ids: Readonly<Record<string, string>>, differences: Differences): JsonObject {
  if (row.what === 'customer') {
    const properties = wireProperties(row, differences)
    return { customer_ids: ids, properties, timestamp: row.timestamp }
  }
  const head: Record<string, Json> = { customer_ids: ids }
  if (row.eventType !== null) head.event_type = row.eventType
  head.timestamp = row.timestamp
  const properties = wireProperties(row, differences)
  if (row.eventType !== 'campaign_click') return { ...head, properties }
  const { url, ...kept } = properties
  if (url !== undefined) head.url = url
  return Object.keys(kept).length === 0 ? head : { ...head, properties: kept }
}

/** The request for a row, with the ids that its customer has now (TrackEvent.swift:110). */
export function requestOf(state: State, row: Row, id: string, differences: Differences): ModelRequest {
  const { baseUrl, projectToken, authorization } = row.project
  const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'application/json' }
  if (authorization !== '') headers.authorization = authorization
  return {
    id,
    method: 'POST',
    url: `${baseUrl}/track/v2/projects/${projectToken}/${pathOf(row)}`,
    headers,
    body: JSON.stringify(bodyOf(row, idsOf(state, row.cookie), differences)),
    items: [row.id],
  }
}
