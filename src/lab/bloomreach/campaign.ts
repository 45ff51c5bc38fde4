/** A campaign's parameters, and the campaign that waits for the next session start. */
import type { Json, JsonObject } from '../../core/json'
import type { Run } from './run'

/** How long a click is joined to a session start, in milliseconds (Constants.swift:78). */
export const SESSION_UPDATE_THRESHOLD = 3000

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

/**
 * Takes the campaign that waits for a session start; empty where there is none, or it is too old
 * (CampaignRepository.swift).
 */
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
