/** What the panel says of the state `unknown`: every kind of cause that there is. */
import { expect, it } from 'vitest'
import { answers, calling, left, opened, pageStory, running, sends } from '../../testing/page-story'
import type { ExchangeFact, Happening } from '../fact'
import { MEANINGS } from './queue'

const met = { vendor: 'customerio', surface: 'inspector', tracker: 'i1' }
const url = 'https://cdp.customer.io/v1/t'
const event = (properties: object = {}) => ({
  ...{ type: 'track', event: 'x', messageId: 'm1', anonymousId: 'a', userId: null, writeKey: 'k1', properties },
  ...{ timestamp: '2023-11-14T22:13:20.000Z', context: {} },
})
const sent = (properties?: object) => sends('customerio', 1, { url }, event(properties))
const told = (change: object): Happening => ({ ...answers(1, 200, '{"success":true}'), ...change }) as Happening
const byBrowser = (change: Partial<ExchangeFact>): Happening => {
  const text = JSON.stringify(event())
  return {
    ...{ kind: 'exchange', vendor: 'customerio', via: 'devtools', method: 'POST', url },
    ...{ body: { text, size: text.length }, status: 200, answer: { text: '{"success":true}', size: 16 } },
    ...{ startedAt: 1_700_000_000_000, endedAt: 1_700_000_000_100, ...change },
  }
}

it.each<readonly [cause: string, happens: readonly Happening[], says: RegExp]>([
  ['the page was left', [sent(), left], /the page was left/],
  ['the page may not see the answer', [sent(), answers(1, 0)], /may not read the answer/],
  ['the page was told of a failure alone', [sent(), { ...fails() }, left], /may not read the answer/],
  ['the answer broke off', [sent(), told({ body: { text: '{"succ', size: 6, note: 'broken' } })], /broke off/],
  ['the page’s service worker answered', [sent(), told({ worker: true })], /service worker/],
  ['the browser had the answer already', [byBrowser({ cached: true })], /cache/],
  ['a redirect that only the page saw', [sent(), told({ redirected: 'https://cdp.customer.io/x' })], /redirected/],
  ['a status that neither accepts nor refuses', [sent(), told({ status: 304 })], /not the vendor’s kind/],
  ['a 2xx that is not the vendor’s', [sent(), answers(1, 200, '<!doctype html>')], /not the vendor’s kind/],
  ['accepted and not processed', [sent({ text: 'x'.repeat(40_000) }), told({})], /documented as not processed/],
  ['a mock has answered', [byBrowser({ via: 'file', untold: 'mocked' })], /a mock/],
  ['the file ends', [byBrowser({ via: 'file', untold: 'unfinished', status: 0 })], /the file ends/],
  ['its page was left, in a file', [byBrowser({ via: 'file', untold: 'left', status: 0 })], /the page was left/],
  ['the page’s own function has it', [foreign()], /the page’s own function/],
])('the meaning of unknown names its cause: %s', (_, happens, says) => {
  const story = pageStory().in('one', opened(), running(met), ...happens)
  expect(story.rows().map(([, delivery]) => delivery)).toEqual(['unknown'])
  expect(MEANINGS.unknown).toMatch(says)
})

function fails(): Happening {
  return { kind: 'failure', request: 1, reason: 'network', error: '' }
}

function foreign(): Happening {
  return { ...calling({ ...met, surface: 'snippet' }, 'track', 'x', {}), foreign: true } as Happening
}
