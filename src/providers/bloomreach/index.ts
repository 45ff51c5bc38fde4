/**
 * Bloomreach Engagement (formerly Exponea): the Web SDK, Data hub's, the mobile SDKs' bridge, and the tracking API on
 * the wire.
 */
import type { Vendor } from '../../core/contract/vendor'
import { readAnswer, verdict } from './answer'
import { readCall } from './calls'
import { sendsAfter } from './calls/settings'
import { claims } from './claims'
import { HARD_IDS, OPEN_IDS, SOFT_IDS } from './customer'
import { decode } from './decode'
import { afterTry, gathersFor, sentBy, survives } from './delivery'
import { joins, keepsVisitor } from './joins'
import { adds } from './meaning'
import { offers } from './offers'
import { readSdk, readSignal, SURFACES } from './sdk'
import { keepsCustomer, readStorage, STORED_IDS as storedIds } from './storage'

/** Bloomreach as the fold knows it. */
export const vendor: Vendor = {
  id: 'bloomreach',
  name: 'Bloomreach Engagement',
  surfaces: SURFACES,
  softIds: SOFT_IDS,
  hardIds: HARD_IDS,
  openIds: OPEN_IDS,
  adds,
  paths: ['/bulk', '/track/v2/projects/<token>/batch', '/track/v2/projects/<token>/customers/events'],
  claims,
  decode,
  verdict,
  readAnswer,
  sentBy,
  afterTry,
  readSdk,
  readCall,
  readSignal,
  readStorage,
  storedIds,
  joins,
  keepsCustomer,
  keepsVisitor,
  survives,
  gathersFor,
  sendsAfter,
  offers,
}
