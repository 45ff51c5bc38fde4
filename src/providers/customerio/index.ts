/** Customer.io: the pure part that reads its SDKs' calls, signals, storage and traffic. */
import type { Vendor } from '../../core/contract/vendor'
import { verdict } from './answer'
import { readCall } from './calls'
import { claims } from './claims'
import { HARD_IDS, SOFT_IDS } from './customer'
import { decode } from './decode'
import { afterTry, sendsAfter, sentBy, survives } from './delivery'
import { joins } from './joins'
import { adds } from './meaning'
import { offers } from './offers'
import { gathersFor, readSdk, readSignal, SURFACES } from './sdk'
import { keepsCustomer, readStorage, STORED_IDS as storedIds } from './storage'

/** Customer.io as the fold knows it. */
export const vendor: Vendor = {
  id: 'customerio',
  name: 'Customer.io',
  surfaces: SURFACES,
  softIds: SOFT_IDS,
  hardIds: HARD_IDS,
  adds,
  paths: ['/v1/t', '/v1/batch'],
  claims,
  decode,
  verdict,
  sentBy,
  afterTry,
  readSdk,
  readCall,
  readSignal,
  readStorage,
  storedIds,
  joins,
  keepsCustomer,
  survives,
  gathersFor,
  sendsAfter,
  offers,
}
