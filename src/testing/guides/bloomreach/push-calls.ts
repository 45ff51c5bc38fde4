/** The Bloomreach iOS guide's sections on pushes that are tracked by hand, statement by statement. */
import { lab, NOT_SENT, none, offer, page, section, wire } from '../statement'

const INFO = '{"attributes": {"campaign_name": "Sale"}, "has_tracking_consent": true}'
const CONTENT = `trackPushReceived({"content": {"userInfo": ${INFO}}})`
const RECEIVED = `trackPushReceived(${INFO})`
const LABELLED = `trackPushReceived({"userInfo": ${INFO}})`
/** Another one, so that each of two shows for itself. */
const OFFERED = LABELLED.replace('Sale', 'Offer')
const OPENED = `trackPushOpened({"with": ${INFO}})`
/** The user info of the guide's examples; of the notification around it only this counts. */
const EXAMPLE = JSON.stringify({
  ...{ url: 'https://example.com/ios', title: 'iOS Title', action: 'app', message: 'iOS Message' },
  attributes: {
    ...{ event_type: 'campaign', campaign_id: '123456', campaign_name: 'iOS Campaign', action_id: 1 },
    ...{ action_type: 'mobile notification', consent_category: 'General consent', platform: 'ios' },
    ...{ sent_timestamp: 1631234567.89, recipient: 'ios@example.com' },
  },
  ...{ source: 'xnpe_platform', silent: false, has_tracking_consent: true },
})
const EXAMPLE_CONTENT = `trackPushReceived({"content": {"title": "Example title", "userInfo": ${EXAMPLE}}})`
const EXAMPLE_INFO = `trackPushReceived({"userInfo": ${EXAMPLE}})`
const EXAMPLE_OPENED = `trackPushOpened({"with": ${EXAMPLE}})`
const SALE = '"campaign_name":"Sale"'
const OFFER = '"campaign_name":"Offer"'
const IOS = '"campaign_name":"iOS Campaign"'
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
const sent = (...calls: readonly string[]) => called(...calls, 'flushData()')
const pushed = (command: 'pushReceived' | 'pushOpened', userInfo: string) =>
  ({ command, payload: { texts: { userInfo } } }) as const

/** The statements. */
export const DELIVERY = [
  ...section(
    'Track push notification delivery manually',
    {
      place: 1,
      says: 'trackPushReceived tracks a delivery',
      modelled: lab(called(RECEIVED), 'tracked campaign', '"status":"delivered"'),
      observed: page(called(RECEIVED), 'item campaign (campaign) queued', '"status":"delivered"'),
      decoded: wire(sent(RECEIVED), 'item campaign (campaign) delivered', '"campaign_name":"Sale"'),
      triggered: offer(pushed('pushReceived', INFO), 'tracked campaign', '"status":"delivered"'),
    },
    {
      place: 2,
      says: 'it takes the notification or the user info; both say the same',
      modelled: lab(called(CONTENT, OFFERED), SALE, OFFER),
      observed: page(called(CONTENT, OFFERED), `item campaign (campaign) queued`, SALE, OFFER),
      decoded: wire(sent(CONTENT, OFFERED), SALE, OFFER),
      triggered: offer(pushed('pushReceived', INFO), SALE),
    },
    {
      place: 3,
      says: 'it takes the notification’s content, of which the user info counts',
      modelled: lab(called(CONTENT), 'tracked campaign', '"campaign_name":"Sale"'),
      observed: page(called(CONTENT), 'item campaign (campaign) queued', '"campaign_name":"Sale"'),
      decoded: wire(sent(CONTENT), '"campaign_name":"Sale"'),
      triggered: offer(pushed('pushReceived', `{"userInfo": ${INFO}}`), '"campaign_name":"Sale"'),
    },
    {
      place: 4,
      says: '… or the user info by its label',
      modelled: lab(called(LABELLED), 'tracked campaign', SALE),
      observed: page(called(LABELLED), 'item campaign (campaign) queued', SALE),
      decoded: wire(sent(LABELLED), 'item campaign (campaign) delivered', SALE),
      triggered: offer(pushed('pushReceived', INFO), SALE),
    },
    {
      place: 5,
      says: 'example: the notification’s content',
      modelled: lab(called(EXAMPLE_CONTENT), 'tracked campaign', IOS),
      observed: page(called(EXAMPLE_CONTENT), 'item campaign (campaign) queued', IOS),
      decoded: wire(sent(EXAMPLE_CONTENT), 'item campaign (campaign) delivered', IOS),
      triggered: offer(pushed('pushReceived', EXAMPLE), IOS),
    },
    {
      place: 6,
      says: 'of the content only the user info is needed',
      modelled: lab(called(CONTENT), SALE, 'not: Example title'),
      observed: page(called(CONTENT), SALE, 'not: Example title'),
      decoded: wire(sent(CONTENT), SALE),
      triggered: offer(pushed('pushReceived', INFO), SALE),
    },
    {
      place: 7,
      says: 'example: the user info',
      modelled: lab(called(EXAMPLE_INFO), 'tracked campaign', IOS),
      observed: page(called(EXAMPLE_INFO), 'item campaign (campaign) queued', IOS),
      decoded: wire(sent(EXAMPLE_INFO), 'item campaign (campaign) delivered', IOS),
      triggered: offer(pushed('pushReceived', EXAMPLE), IOS),
    },
  ),
  ...section(
    'Track push notification click manually',
    {
      place: 1,
      says: 'trackPushOpened tracks a click, with the user info',
      modelled: lab(called(OPENED), 'tracked campaign', '"status":"clicked"'),
      observed: page(called(OPENED), 'item campaign (campaign) queued', '"status":"clicked"'),
      decoded: wire(sent(OPENED), 'item campaign (campaign) delivered', '"status":"clicked"'),
      triggered: offer(pushed('pushOpened', INFO), 'calls trackClickedPush(', '"status":"clicked"'),
    },
    {
      place: 2,
      says: 'the user info is required',
      modelled: lab(called('trackPushOpened()'), 'payload is invalid', 'not: tracked campaign'),
      observed: page(called('trackPushOpened()'), 'item campaign (campaign) lost'),
      decoded: NOT_SENT,
      triggered: none('The dialog asks for it and does not go on without: src/ui/triggers/arguments.tsx.'),
    },
    {
      place: 3,
      says: 'example: trackPushOpened(with: userInfo)',
      modelled: lab(called(EXAMPLE_OPENED), 'tracked campaign', IOS),
      observed: page(called(EXAMPLE_OPENED), 'item campaign (campaign) queued', IOS),
      decoded: wire(sent(EXAMPLE_OPENED), 'item campaign (campaign) delivered', IOS),
      triggered: offer(pushed('pushOpened', EXAMPLE), IOS),
    },
  ),
]
