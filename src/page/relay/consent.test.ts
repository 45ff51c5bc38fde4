/** Tests of what is kept of a consent platform's word. */
import { expect, it } from 'vitest'
import { createConsent } from './consent'

it('keeps what concerns consent and is new, and leaves everything else as it is', () => {
  const passed: string[] = []
  const told = createConsent((happening) => passed.push(happening))
  const tcf = (signal: object) => JSON.stringify({ kind: 'consent', platform: 'tcf', signal })
  const kept = { tcString: 'C', gdprApplies: true, purpose: { consents: { 1: true } } }
  told(tcf({ ...kept, cmpId: 7, listenerId: 1 }))
  told(tcf({ ...kept, cmpId: 7, listenerId: 2 }))
  told(tcf({ ...kept, tcString: 'D' }))
  const others = [
    '{"kind":"consent","platform":"gcm","signal":["update",{}]}',
    '{"kind":"consent","platform":"tcf"',
    'x',
  ]
  for (const other of others) told(other)
  expect(passed).toEqual([tcf(kept), tcf({ ...kept, tcString: 'D' }), ...others])
})
