/** RudderStack: the requests of its SDKs, whose messages have the format that Customer.io's SDKs speak too. */
import type { Vendor } from '../../core/contract/vendor'
import { vendor as format } from '../customerio'
import { decodeBy } from '../customerio/decode'
import { claims } from './claims'
import { afterTry } from './delivery'

/** RudderStack as the fold knows it: by its requests alone. */
export const vendor: Vendor = {
  ...format,
  id: 'rudderstack',
  name: 'RudderStack',
  surfaces: ['wire', 'rest'],
  claims,
  decode: decodeBy('rudderstack'),
  afterTry,
}
