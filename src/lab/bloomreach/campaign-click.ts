/**
 * Campaign clicks: the `campaign_click` event, and how the click is joined to a session start
 * (ExponeaInternal+Tracking.swift:279).
 */
import type { Json } from '../../core/json'
import { queryOf } from '../../providers/bloomreach/query'
import { campaignData, SESSION_UPDATE_THRESHOLD } from './campaign'
import type { Run } from './run'
import { startSession } from './sessions'
import { track } from './tracking'

/** `trackCampaignClick(url, timestamp)`; the timestamp is not used. */
export function trackCampaignClick(run: Run, url: string): void {
  const query = queryOf(url)
  const source: Record<string, Json> = {}
  for (const [name, value] of query) source[name] = value
  const data = { url, ...campaignData(source) }
  if (source.xnpe_cmp)
    track(run, { kind: 'CAMPAIGN_CLICK', eventType: 'campaign_click', properties: { ...data, platform: 'ios' } })
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
    run.amendRow(row, data)
  }
}
