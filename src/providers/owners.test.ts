/** Tests of whose a request is: by its address, and by its body where several makers send to the same addresses. */
import { expect, it } from 'vitest'
import { addresses } from './addresses'
import { matches } from './matches'
import { holdable, ownerOf } from './owners'

it.each([
  ['POST', 'https://proxy.shop/v1/t', '{"type":"track","writeKey":"k"}', 'customerio'],
  ['POST', 'https://cdp.customer.io/v1/batch', '{"batch":[]}', 'customerio'],
  ['GET', 'https://cdp.customer.io/v1/projects/k/settings', '', 'customerio'],
  ['GET', 'https://track.customer.io/events/page.gif?name=x', '', 'customerio'],
  ['POST', 'https://consumer.cloud.gist.build/api/v4/users?sessionId=1', '{}', 'customerio'],
  ['POST', '/track/v2/projects/p/customers/events', '{"customer_ids":{}}', 'bloomreach'],
  ['POST', 'https://x/track/u/v1/batch?stream_id=s', '{"commands":[]}', 'bloomreach'],
  ['POST', 'https://x/bulk', '{"beacon":true,"commands":[]}', 'bloomreach'],
  ['POST', 'https://x/campaigns/banners/show', '{"company_id":"p"}', 'bloomreach'],
  ['POST', 'https://x/api/t', '{"q":1}', ''],
  ['GET', 'https://x/page', '', ''],
  ['POST', 'https://x/bulk', '[1]', ''],
  ['GET', 'https://x/bulk', '{"commands":[]}', ''],
  ['GET', 'https://x/js/exponea.min.js', '', ''],
  ['GET', 'https://x/webxp/exponea.min.js', '', ''],
])('%s %s %s is of %s', (method, url, text, whose) => {
  expect(ownerOf(method, url, text)).toBe(whose)
  // The page asks whose it is only where this pattern is found.
  expect(whose === '' || matches(addresses, url)).toBe(true)
})

it.each([
  ...['/webxp/script/x', '/webxp-trace/x', '/wxstatic/projects/p/bundle', '/managed-tags/show', '/track/u/v1/batch'],
  ...['/optimization/recommend/user', '/optimization/streams/s/recommend/user', '/data/v2/streams/s/events'],
  ...[
    '/campaigns/experiments/show',
    '/campaigns/html/get',
    '/campaigns/send-self-check',
    '/data/v2/projects/p',
    '/bulk/',
  ],
  ...['/v1/projects/k/settings?x', '//track-eu.customer.io/events/p.gif', '/api/v1/logs/queue/x', '/v1/identify/'],
  ...[
    '/api/v10/messages/x',
    '/api/v1/branding',
    '/api/v1/templates#x',
    'https://a.gist.build',
    '//inapp.customer.io/x',
  ],
  ...['//cdp-eu.customer.io', '//api.segment.io:8443/x', 'https://proxy.example/v1/b', '/api/v4/users?a=1&sessionId=1'],
])('an address of a vendor, %s, is one that the page asks about', (url) => {
  expect(['GET', 'POST'].some((method) => ownerOf(method, url, '') !== '')).toBe(true)
  expect(matches(addresses, url)).toBe(true)
})

it.each([
  ['customerio', 'analytics.js', 'npm:next-0.5.11'],
  ['segment', 'analytics.js', 'npm:next-1.84.3'],
  ['rudderstack', 'RudderLabs JavaScript SDK', '3.34.1'],
])('one maker’s stop holds back no other’s requests: %s, %s %s', (vendor, name, version) => {
  const body = JSON.stringify({ type: 'track', messageId: 'm', context: { library: { name, version } } })
  for (const url of ['https://shop.example/v1/t', 'https://shop.example/data/v1/track', '/v1/batch'])
    expect(ownerOf('POST', url, body), url).toBe(vendor)
})

it.each([
  ['GET', 'https://x/webxp/projects/p/bundle', true],
  ['GET', 'https://cdp.customer.io/v1/projects/k/settings', true],
  ['HEAD', 'https://cdp.customer.io/v1/projects/k/settings', false],
  ['POST', 'https://x/bulk', false],
  ['GET', 'https://x/page', false],
])('a stop lets %s %s pass, which fetches what an SDK starts with: %s', (method, url, starts) => {
  expect(holdable(method, url, '')).toBe(starts ? '' : ownerOf(method, url, ''))
  expect(ownerOf(method, url, '') !== '' || !starts).toBe(true)
})
