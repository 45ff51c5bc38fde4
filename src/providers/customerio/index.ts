/** Customer.io: the pure part that reads its SDKs' calls, signals, storage and traffic. */
import type { Vendor } from '../../core/contract/vendor'
import { readCall } from './calls'
import { claims } from './claims'
import { decode } from './decode'
import { afterTry, survives, verdict } from './delivery'
import { joins } from './joins'
import { offers } from './offers'
import { readSdk, readSignal } from './sdk'
import { readStorage } from './storage'

/** The vendor as the fold knows it. */
export const vendor: Vendor = {
  id: 'customerio',
  name: 'Customer.io',
  softIds: ['anonymousId', '_cioanonid'],
  hardIds: ['userId'],
  claims,
  decode,
  verdict,
  afterTry,
  readSdk,
  readCall,
  readSignal,
  readStorage,
  joins,
  survives,
  offers,
}
