/** Tests of the page's consent platform beside its calls: what it has said before a call is told before it. */
import { afterAll, expect, it, vi } from 'vitest'
import type { Happening } from '../../core/fact'
import { watchConsent } from './consent'
import { createReporter, type Reporter } from './reporter'

afterAll(() => void vi.unstubAllGlobals())

it('a platform that comes after the first call is found before the next one, and before no other', () => {
  const facts: Happening[] = []
  const reporter: Reporter = createReporter(
    (text) => facts.push(JSON.parse(text)),
    () => watchConsent(reporter),
  )
  const call = (name: string) =>
    reporter.call('bloomreach', { surface: 'web', tracker: 'exponea', method: 'track', args: [name] })
  call('first')
  const layer = [['consent', 'default', { ad_storage: 'denied' }]]
  vi.stubGlobal('dataLayer', layer)
  call('second')
  vi.stubGlobal('__tcfapi', (_command: string, _version: number, answer: (data: object, success: boolean) => void) =>
    answer({ tcString: 'C' }, true),
  )
  layer.push(['consent', 'update', { ad_storage: 'granted' }])
  call('third')
  const told = facts.map((fact) => (fact.kind === 'call' ? fact.args[0] : fact.kind === 'consent' && fact.signal))
  expect(told).toEqual([
    'first',
    ['default', { ad_storage: 'denied' }],
    'second',
    ['update', { ad_storage: 'granted' }],
    { tcString: 'C' },
    'third',
  ])
})
