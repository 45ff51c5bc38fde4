/** The Bloomreach iOS guide's sections on pushes that are tracked by hand, statement by statement. */
import { lab, NOT_SENT, offer, page, section, wire } from '../statement'

const INFO = '{"attributes": {"campaign_name": "Sale"}, "has_tracking_consent": true}'
const CONTENT = `trackPushReceived({"content": {"userInfo": ${INFO}}})`
const RECEIVED = `trackPushReceived(${INFO})`
const LABELLED = `trackPushReceived({"userInfo": ${INFO}})`
/** Another one, so that each of two shows for itself. */
const OFFERED = LABELLED.replace('Sale', 'Offer')
const OPENED = `trackPushOpened({"with": ${INFO}})`
/** The user info of the guide's examples, as they have it. */
const EXAMPLE = JSON.stringify({
  ...{ url: 'https://example.com/ios', title: 'iOS Title', action: 'app', message: 'iOS Message' },
  image: 'https://example.com/image.jpg',
  actions: [
    { title: 'Action 1', action: 'app', url: 'https://example.com/action1/ios' },
    { title: 'Action 2', action: 'browser', url: 'https://example.com/action2/ios' },
  ],
  sound: 'default',
  aps: { alert: { title: 'iOS Alert Title', body: 'iOS Alert Body' }, 'mutable-content': 1 },
  attributes: {
    ...{ event_type: 'campaign', campaign_id: '123456', campaign_name: 'iOS Campaign', action_id: 1 },
    ...{ action_type: 'mobile notification', action_name: 'iOS Action', campaign_policy: 'policy' },
    ...{ consent_category: 'General consent', subject: 'iOS Subject', language: 'en', platform: 'ios' },
    ...{ sent_timestamp: 1631234567.89, recipient: 'ios@example.com' },
  },
  url_params: { param1: 'value1', param2: 'value2' },
  ...{ source: 'xnpe_platform', silent: false, has_tracking_consent: true },
  consent_category_tracking: 'iOS Consent',
})
/** The guide's content has a title too. */
const CONTENT_OF_EXAMPLE = `{"title": "Example title", "userInfo": ${EXAMPLE}}`
const EXAMPLE_CONTENT = `trackPushReceived({"content": ${CONTENT_OF_EXAMPLE}})`
const EXAMPLE_INFO = `trackPushReceived({"userInfo": ${EXAMPLE}})`
const EXAMPLE_OPENED = `trackPushOpened({"with": ${EXAMPLE}})`
const SALE = '"campaign_name":"Sale"'
const OFFER = '"campaign_name":"Offer"'
/** What of the example reaches the event: all its attributes but the event's type. */
const IOS =
  '"campaign_id":"123456","campaign_name":"iOS Campaign","action_id":1,"action_type":"mobile notification",' +
  '"action_name":"iOS Action","campaign_policy":"policy","consent_category":"General consent",' +
  '"subject":"iOS Subject","language":"en","platform":"ios","sent_timestamp":1631234567.89,' +
  '"recipient":"ios@example.com"'
/** A click has its kind of action first. */
const IOS_OPENED = `"action_type":"mobile notification",${IOS.replace('"action_type":"mobile notification",', '')}`
const DELIVERED = '"status":"delivered","state":"shown"'
const CLICKED = '"status":"clicked"'
const INVALID = 'log Event for push notification is not tracked because payload is invalid'
const REFUSED = 'The payload is not an object: the SDK logs an error and tracks nothing.'
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
      modelled: lab(called(RECEIVED), `tracked campaign {${SALE},"platform":"ios",${DELIVERED}}`),
      observed: page(called(RECEIVED), `item campaign (campaign) queued {${SALE},${DELIVERED}}`),
      decoded: wire(sent(RECEIVED), `item campaign (campaign) delivered {${SALE},"platform":"ios",${DELIVERED}}`),
      triggered: offer(
        pushed('pushReceived', INFO),
        'calls trackDeliveredPush(',
        `tracked campaign {${SALE},"platform":"ios",${DELIVERED}}`,
      ),
    },
    {
      place: 2,
      says: 'it takes the notification’s data or the user info',
      modelled: lab(called(CONTENT, OFFERED), `tracked campaign {${SALE}`, `tracked campaign {${OFFER}`),
      observed: page(
        called(CONTENT, OFFERED),
        `item campaign (campaign) queued {${SALE}`,
        `item campaign (campaign) queued {${OFFER}`,
      ),
      decoded: wire(
        sent(CONTENT, OFFERED),
        `item campaign (campaign) delivered {${SALE}`,
        `item campaign (campaign) delivered {${OFFER}`,
      ),
      triggered: [
        offer(pushed('pushReceived', `{"userInfo": ${INFO}}`), `tracked campaign {${SALE}`),
        offer(pushed('pushReceived', INFO), `tracked campaign {${SALE}`),
      ],
    },
    {
      place: 3,
      says: 'the one form: content, the notification’s data, which is required',
      modelled: lab(called(CONTENT, 'trackPushReceived()'), `tracked campaign {${SALE}`, INVALID),
      observed: page(
        called(CONTENT, 'trackPushReceived()'),
        `item campaign (campaign) queued {${SALE}`,
        'item campaign (campaign) lost',
        REFUSED,
      ),
      decoded: wire(sent(CONTENT), `item campaign (campaign) delivered {${SALE}`),
      triggered: offer(
        pushed('pushReceived', `{"userInfo": ${INFO}}`),
        'asks userInfo, required',
        `tracked campaign {${SALE}`,
      ),
    },
    {
      place: 4,
      says: '… the other: userInfo, which is required',
      modelled: lab(called(LABELLED, 'trackPushReceived(null)'), `tracked campaign {${SALE}`, INVALID),
      observed: page(
        called(LABELLED, 'trackPushReceived(null)'),
        `item campaign (campaign) queued {${SALE}`,
        'item campaign (campaign) lost',
        REFUSED,
      ),
      decoded: wire(sent(LABELLED), `item campaign (campaign) delivered {${SALE}`),
      triggered: offer(pushed('pushReceived', INFO), 'asks userInfo, required', `tracked campaign {${SALE}`),
    },
    {
      place: 5,
      says: 'example: the notification’s content',
      modelled: lab(called(EXAMPLE_CONTENT), `tracked campaign {${IOS},${DELIVERED}`, '"iOS Consent"'),
      observed: page(called(EXAMPLE_CONTENT), `item campaign (campaign) queued {${IOS},${DELIVERED}`),
      decoded: wire(sent(EXAMPLE_CONTENT), `item campaign (campaign) delivered {${IOS},${DELIVERED}`),
      triggered: offer(pushed('pushReceived', CONTENT_OF_EXAMPLE), `tracked campaign {${IOS},${DELIVERED}`),
    },
    {
      place: 6,
      says: 'of the content only the user info is needed',
      // One content that has nothing else, and one whose title tells nothing.
      modelled: lab(
        called(CONTENT, EXAMPLE_CONTENT),
        `tracked campaign {${SALE}`,
        `tracked campaign {${IOS}`,
        'not: Example title',
      ),
      observed: page(
        called(CONTENT, EXAMPLE_CONTENT),
        `item campaign (campaign) queued {${SALE}`,
        `item campaign (campaign) queued {${IOS}`,
        'not: Example title',
      ),
      decoded: wire(
        sent(CONTENT, EXAMPLE_CONTENT),
        `item campaign (campaign) delivered {${SALE}`,
        `item campaign (campaign) delivered {${IOS}`,
        'not: Example title',
      ),
      triggered: offer(pushed('pushReceived', `{"userInfo": ${INFO}}`), `tracked campaign {${SALE}`),
    },
    {
      place: 7,
      says: 'example: the user info',
      modelled: lab(called(EXAMPLE_INFO), `tracked campaign {${IOS},${DELIVERED}`, '"iOS Consent"'),
      observed: page(called(EXAMPLE_INFO), `item campaign (campaign) queued {${IOS},${DELIVERED}`),
      decoded: wire(sent(EXAMPLE_INFO), `item campaign (campaign) delivered {${IOS},${DELIVERED}`),
      triggered: offer(pushed('pushReceived', EXAMPLE), `tracked campaign {${IOS},${DELIVERED}`),
    },
  ),
  ...section(
    'Track push notification click manually',
    {
      place: 1,
      says: 'trackPushOpened tracks a click, with the user info',
      modelled: lab(called(OPENED), 'tracked campaign {', SALE, CLICKED),
      observed: page(called(OPENED), `item campaign (campaign) queued {${SALE},${CLICKED}}`),
      decoded: wire(sent(OPENED), 'item campaign (campaign) delivered', SALE, CLICKED),
      triggered: offer(pushed('pushOpened', INFO), 'calls trackClickedPush(', 'tracked campaign {', SALE, CLICKED),
    },
    {
      place: 2,
      says: 'the user info is required',
      modelled: lab(called('trackPushOpened()'), INVALID, 'not: tracked campaign'),
      observed: page(called('trackPushOpened()'), 'item campaign (campaign) lost', REFUSED),
      decoded: NOT_SENT,
      triggered: offer(pushed('pushOpened', INFO), 'asks userInfo, required'),
    },
    {
      place: 3,
      says: 'example: trackPushOpened(with: userInfo)',
      modelled: lab(called(EXAMPLE_OPENED), `tracked campaign {${IOS_OPENED},${CLICKED}`, '"iOS Consent"'),
      observed: page(called(EXAMPLE_OPENED), `item campaign (campaign) queued {${IOS},${CLICKED}`),
      decoded: wire(sent(EXAMPLE_OPENED), `item campaign (campaign) delivered {${IOS_OPENED},${CLICKED}`),
      triggered: offer(pushed('pushOpened', EXAMPLE), `tracked campaign {${IOS_OPENED},${CLICKED}`),
    },
  ),
]
