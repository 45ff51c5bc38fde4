/**
 * Bloomreach Engagement (formerly Exponea): the Web SDK, Data hub's, the mobile SDKs' bridge, and the tracking API on
 * the wire.
 */
import type { Vendor } from '../../core/contract/vendor'
import { readAnswer, verdict } from './answer'
import { readBridgeCall } from './calls/bridge'
import { readWebCall } from './calls/web'
import { claims } from './claims'
import { SOFT_IDS } from './customer'
import { decode } from './decode'
import { afterTry, survives } from './delivery'
import { joins } from './joins'
import { offers } from './offers'
import { readSdk } from './sdk'
import { readStorage } from './storage'

/** The vendor. */
export const vendor: Vendor = {
  id: 'bloomreach',
  name: 'Bloomreach Engagement',
  softIds: SOFT_IDS,
  hardIds: ['registered'],
  claims,
  decode,
  verdict,
  readAnswer,
  afterTry,
  readSdk,
  readCall: (fact, tracker) => (fact.surface === 'bridge' ? readBridgeCall(fact, tracker) : readWebCall(fact, tracker)),
  // None of Bloomreach's SDKs tells of itself by events that a page could hear.
  readSignal: () => ({ items: [], effects: [] }),
  readStorage,
  joins,
  survives,
  offers,
}
