/** Tests of what is hard and what is soft: one rule says it, whoever asks. */
import { expect, it } from 'vitest'
import { doubtOfId, kindOfId } from './id-kind'

it.each([
  ['bloomreach', 'registered', true, 'hard'],
  ['bloomreach', 'email_id', true, 'hard?'],
  ['bloomreach', 'crm_id', true, 'hard?'],
  ['bloomreach', 'cookie', false, 'soft'],
  ['customerio', 'userId', true, 'hard'],
  ['customerio', 'anonymousId', false, 'soft'],
  ['segment', 'userId', true, 'hard'],
  ['a vendor of a later version', 'id', true, 'hard'],
] as const)('%s: %s', (vendor, name, hard, kind) => {
  expect(kindOfId(vendor, name, hard)).toBe(kind)
  expect(hard && doubtOfId(vendor, name) !== null).toBe(kind === 'hard?')
})
