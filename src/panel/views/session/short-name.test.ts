/** What trackers are called on the time axis. */
import { expect, it } from 'vitest'
import type { Tracker } from '../../../core/state'
import { shortName } from './short-name'

it('where there is little room a key’s beginning tells trackers apart, or all of it where they begin alike', () => {
  const of = (...keys: readonly string[]) =>
    keys.map((key) => ({ vendor: 'customerio', surface: 'wire', key }) as Tracker)
  const names = (trackers: readonly Tracker[]) => trackers.map((each) => shortName(each, trackers))
  expect(names(of('k1'))).toEqual(['Customer.io'])
  expect(names(of('0123456789', 'abcdefghij'))).toEqual(['Customer.io 01234567', 'Customer.io abcdefgh'])
  expect(names(of('prod-key-eu', 'prod-key-us'))).toEqual(['Customer.io prod-key-eu', 'Customer.io prod-key-us'])
})
