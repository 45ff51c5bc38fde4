/** What Customer.io's README says of the SDKs' calls, and what shows it. */
import { lab, offer, on, page, request, wire } from '../guides/statement'
import type { OperationRow } from './claim'
import { ANYBODY, api, classic, js, SOMEBODY, snippet, told } from './customerio-evidence'

const sent = (...calls: readonly string[]) => [...calls, 'flush()'].join('\n')
const inBrowser = (shown: ReturnType<typeof offer>) => on('inspector', shown)
const refused = (command: Parameters<typeof offer>[0]['command'], because: string) =>
  offer({ command, after: '' }, `refused ${because}`)
const BUY = { type: 'track', event: 'buy', properties: {} }

/** The rows, in the table's order. */
export const CALLS: readonly OperationRow[] = [
  {
    row: 'track, with and without properties',
    operations: ['track'],
    commands: ['track'],
    modelled: [lab('track("buy", {"a": 1})', 'tracked buy {"a":1}'), js('track("buy")', 'tracked buy {}')],
    observed: [
      told({ ...ANYBODY, ...BUY }, 'item buy (event)'),
      snippet('track("buy", {"a": 1})', 'item buy (event)'),
      { ...classic('_cio.track("buy")', 'item buy (event)') },
      page('track("buy")', 'item buy (event) queued'),
    ],
    decoded: [
      api('t', { ...ANYBODY, ...BUY }, 'item buy (event) delivered'),
      api('b', { batch: [{ ...ANYBODY, ...BUY }], writeKey: 'K' }, 'item buy (event) delivered'),
      request(
        [`https://cdp.customer.io/v1/track`, JSON.stringify({ userId: 'u1', event: 'buy' }), [200, '']],
        'item buy',
      ),
      request(
        [
          `https://cdp.customer.io/v1/batch`,
          JSON.stringify({ batch: [{ type: 'track', userId: 'u1', event: 'buy' }] }),
        ],
        'item buy (event)',
      ),
    ],
    triggered: [
      offer({ command: 'track', payload: { name: 'buy' }, after: '' }, 'calls track("buy")', 'tracked buy'),
      inBrowser(offer({ command: 'track', payload: { name: 'buy' }, after: '' }, 'button analytics.track')),
    ],
  },
  {
    row: 'semantic events',
    operations: [],
    commands: [],
    modelled: [lab('track("User Deleted")', 'The specification requires userId')],
    observed: [page('track("Object Deleted")', 'requires properties.objectId')],
    decoded: [wire(sent('track("Object Deleted")'), 'requires properties.objectId')],
    triggered: [
      offer({ command: 'track', payload: { name: 'User Deleted' }, after: '' }, 'calls track("User Deleted"'),
    ],
  },
  {
    row: 'anonymous activity, reconciliation',
    operations: ['setAnonymousId'],
    commands: [],
    modelled: [
      lab('track("a")\nidentify("u1")', 'tracked a {} @0 as c1', 'tracked identify {} @0 as c1 userId=u1'),
      js('track("a")\nidentify("u1")', 'tracked identify {} @0 as c1 userId=u1'),
    ],
    observed: [
      told({ ...ANYBODY, ...BUY }, 'customer c1'),
      page('identify("u1")\nclearIdentify()', 'moment identity reset', 'customer nobody'),
    ],
    decoded: [api('t', { ...ANYBODY, userId: null, ...BUY }, 'sent as c1:')],
    triggered: [],
  },
  {
    row: 'identify, traits',
    operations: ['identify'],
    commands: ['identify'],
    modelled: [
      lab('identify("u1", {"a": 1})\nidentify("u1", {"b": 2})', 'stored segment.traits {"b":2}'),
      js('identify("u1", {"a": 1})\nidentify("u1", {"b": 2})', 'stored ajs_user_traits {"a":1,"b":2}'),
    ],
    observed: [
      told({ ...SOMEBODY, type: 'identify', traits: { a: 1 } }, 'item identify (identify)', 'userId=u1'),
      snippet('identify("u1", {"a": 1})', 'item identify (identify)'),
      classic('_cio.identify({"id": "u1"})', 'item identify (identify)'),
      page('identify("u1", {"a": 1})', 'item identify (identify) queued {"a":1}', 'customer userId=u1'),
      page('identify("")', 'A blank ID'),
    ],
    decoded: [
      api('i', { ...SOMEBODY, type: 'identify', traits: { a: 1 } }, 'item identify (identify) delivered {"a":1}'),
      request([`https://cdp.customer.io/v1/identify`, JSON.stringify({ userId: 'u1', traits: {} })], 'item identify'),
    ],
    triggered: [
      offer({ command: 'identify', payload: { ids: { userId: 'u1' } }, after: '' }, 'end customer c1 userId=u1'),
      inBrowser(
        offer({ command: 'identify', payload: { ids: { userId: 'u1' } }, after: '' }, 'calls identify("u1", {})'),
      ),
    ],
  },
  {
    row: 'profile attributes',
    operations: ['setProfileAttributes'],
    commands: [],
    modelled: [lab('setProfileAttributes({"a": 1})', 'tracked identify {"a":1}')],
    observed: [page('setProfileAttributes({"a": 1})', 'item identify (identify) queued {"a":1}')],
    decoded: [wire(sent('setProfileAttributes({"a": 1})'), 'item identify (identify) delivered {"a":1}')],
    triggered: [],
  },
  {
    row: 'page',
    operations: ['page'],
    commands: [],
    modelled: [js('page("Home")', 'tracked Home')],
    observed: [
      told({ ...ANYBODY, type: 'page', name: 'Home', properties: {} }, 'item Home (page)'),
      snippet('page("Home")', 'item Home (page)'),
      classic('_cio.page("Home")', 'item Home (page)'),
    ],
    decoded: [
      api('p', { ...ANYBODY, type: 'page', name: 'Home', properties: {} }, 'item Home (page)'),
      request([`https://cdp.customer.io/v1/page`, JSON.stringify({ userId: 'u1', name: 'Home' })], 'item Home (page)'),
    ],
    triggered: [],
  },
  {
    row: 'screen',
    operations: ['screen'],
    commands: [],
    modelled: [lab('screen("Main")', 'tracked Main'), js('screen("Main")', 'tracked Main')],
    observed: [
      told({ ...ANYBODY, type: 'screen', name: 'Main', properties: {} }, 'item Main (screen)'),
      page('screen("Main")', 'item Main (screen) queued'),
    ],
    decoded: [
      api('s', { ...ANYBODY, type: 'screen', name: 'Main', properties: {} }, 'item Main (screen)'),
      request(
        [`https://cdp.customer.io/v1/screen`, JSON.stringify({ userId: 'u1', name: 'Main' })],
        'item Main (screen)',
      ),
    ],
    triggered: [],
  },
  {
    row: 'group',
    operations: ['group'],
    commands: [],
    modelled: [js('group("acme")', 'tracked acme')],
    observed: [
      told({ ...ANYBODY, type: 'group', groupId: 'acme', traits: {} }, '(group)'),
      snippet('group("acme")', '(group)'),
    ],
    decoded: [
      api('g', { ...ANYBODY, type: 'group', groupId: 'acme', traits: {} }, '(group) delivered'),
      request([`https://cdp.customer.io/v1/group`, JSON.stringify({ userId: 'u1', groupId: 'acme' })], '(group)'),
    ],
    triggered: [],
  },
  {
    row: 'alias, a merge',
    operations: ['alias'],
    commands: [],
    modelled: [lab('identify("u1")\nalias("u2")', 'tracked alias', 'userId=u2'), js('alias("u2")', 'tracked alias')],
    observed: [
      told({ ...ANYBODY, type: 'alias', userId: 'u2', previousId: 'u1' }, 'item alias (alias)'),
      snippet('alias("u2")', 'item alias (alias)'),
      page('identify("u1")\nalias("u2")', 'item alias (alias) queued', 'customer userId=u2'),
    ],
    decoded: [
      api('a', { ...ANYBODY, type: 'alias', userId: 'u2', previousId: 'u1' }, 'item alias (alias) delivered'),
      request([`https://cdp.customer.io/v1/alias`, JSON.stringify({ userId: 'u2', previousId: 'u1' })], 'item alias'),
    ],
    triggered: [],
  },
  {
    row: 'reset, clearIdentify',
    operations: ['reset', 'clearIdentify'],
    commands: ['anonymize', 'clear'],
    modelled: [
      lab('identify("u1")\nreset()', 'end customer c2', 'end queue identify'),
      lab('registerDeviceToken("t")\nidentify("u1")\nclearIdentify()', 'tracked Device Deleted', 'end customer c2'),
      js('identify("u1")\nreset()', 'end requests 1', 'removed ajs_user_id'),
    ],
    observed: [
      snippet('identify("u1")\nreset()', 'moment identity reset', 'customer nobody'),
      classic('_cio.identify({"id": "u1"})\n_cio.reset()', 'moment identity reset', 'customer nobody'),
      page('identify("u1")\nreset()', 'moment identity reset', 'customer nobody'),
      page('identify("u1")\nclearIdentify()', 'moment identity reset', 'customer nobody'),
    ],
    decoded: [
      wire(sent('identify("u1")', 'reset()'), 'item identify', 'not: item reset'),
      wire(sent('registerDeviceToken("t")', 'clearIdentify()'), 'item Device Deleted (device)'),
    ],
    triggered: [
      offer({ command: 'anonymize', after: '' }, 'calls clearIdentify()'),
      inBrowser(offer({ command: 'anonymize', after: '' }, 'calls reset()')),
      refused('clear', 'The queue is in the app'),
    ],
  },
]
