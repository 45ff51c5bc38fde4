/** Campaign clicks: the `campaign_click` event, and the campaign that the next session start carries (ExponeaInternal+Tracking.swift:279). */
import type { Json, JsonObject } from '../../../core/json'
import type { Run } from './run'
import { startSession } from './sessions'
import { track } from './tracking'
import { queryOf } from './url'

/** How long a click is joined to a session start, in milliseconds (Constants.swift:78). */
const SESSION_UPDATE_THRESHOLD = 3000

const KEYS = ['utm_source', 'utm_campaign', 'utm_content', 'utm_medium', 'utm_term', 'xnpe_cmp']

/** The campaign's own parameters among others. */
export function campaignData(source: Readonly<Record<string, Json>>): Record<string, string> {
  const data: Record<string, string> = {}
  for (const key of KEYS) {
    const value = source[key]
    if (typeof value === 'string') data[key] = value
  }
  return data
}

/** Takes the campaign that waits for a session start; empty where there is none, or it is too old (CampaignRepository.swift). */
export function popCampaign(run: Run): JsonObject {
  const { campaign } = run.state.device
  if (campaign === null) return {}
  run.store({ campaign: null })
  if (campaign.at + SESSION_UPDATE_THRESHOLD < run.at) {
    run.log('info', 'Campaign data found but expired')
    return {}
  }
  return campaign.data
}

/** `trackCampaignClick(url, timestamp)`; the timestamp is not used. */
export function trackCampaignClick(run: Run, url: string): void {
  const query = queryOf(url)
  const source: Record<string, Json> = {}
  for (const [name, value] of query) source[name] = value
  const data = { url, ...campaignData(source) }
  if (source.xnpe_cmp) track(run, { kind: 'CAMPAIGN_CLICK', eventType: 'campaign_click', properties: { ...data, platform: 'ios' } })
  else run.log('warning', 'No campaign_click without a value for xnpe_cmp in the address.')
  if (!run.configuration.automaticSessionTracking) return
  if (run.state.device.session.start === null) startSession(run)
  const pending = run.state.rows.filter(
    (row) => row.eventType === 'session_start' && row.timestamp * 1000 + SESSION_UPDATE_THRESHOLD >= run.at,
  )
  if (pending.length === 0) {
    run.store({ campaign: { at: run.at, data } })
    return
  }
  run.log('info', 'Amending session start event with campaign data')
  const amended = new Set<string>()
  for (const row of pending.reverse()) {
    if (amended.has(row.project.projectToken)) continue
    amended.add(row.project.projectToken)
    run.replaceRow({ ...row, properties: { ...row.properties, ...data } })
  }
}
