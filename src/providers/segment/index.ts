/** Segment: its own JavaScript SDK, whose messages have the format that Customer.io's fork of it speaks. */
import type { Vendor } from '../../core/contract/vendor'
import { vendor as format } from '../customerio'
import { decodeBy } from '../customerio/decode'
import { claims } from './claims'

/** Segment as the fold knows it: read like the format, sent by its own rules. */
export const vendor: Vendor = {
  ...format,
  id: 'segment',
  name: 'Segment',
  surfaces: ['segment', 'wire'],
  storesOf: 'customerio',
  claims,
  decode: decodeBy('segment'),
}
