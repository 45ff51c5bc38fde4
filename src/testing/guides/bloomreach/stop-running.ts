/**
 * The Bloomreach iOS guide's section Stop SDK integration, statement by statement: what a running SDK does no more. Its
 * use cases are a file of their own.
 */
import { lab, NOT_SENT, none, offer, page, section, wire } from '../statement'
import { AFTER, called, DROPPED, JANE, SESSION, stop, stopped } from './stop'

const MESSAGE = '{"id": "b1", "name": "Sale", "has_tracking_consent": true}'
const SHOWN = `trackBanner(${MESSAGE}, "show", {"interaction": false})`
const BLOCK = 'trackInAppContentBlockShown({"placeholderId": "top", "contentBlock": {"id": "c1", "name": "Hello"}})'
const INBOX = 'getAppInboxButton()'
const BY_HAND = ['trackSessionStart()', 'trackSessionEnd()']
const MANUAL = 'set automaticSessionTracking false\n'
const EVERY = [
  ...['trackEvent("x", {})', JANE, 'anonymize()', 'trackPushToken("U")', 'trackPayment({})', 'flushData()'],
  'defaultProperties({"a": 1})',
]
const refused = (command: 'track' | 'payment' | 'flush' | 'sessionStart' | 'sessionEnd') =>
  offer({ command, after: called('stopIntegration()') }, AFTER)

/** The statements. */
export const STOP_RUNNING = [
  ...section(
    'Stop SDK integration',
    {
      place: 14,
      says: 'running: sessions are tracked no more, not by hand either',
      modelled: [
        lab(
          `${MANUAL}${stopped(...BY_HAND)}`,
          `trackSessionStart ${DROPPED}`,
          `trackSessionEnd ${DROPPED}`,
          'not: tracked session_',
        ),
        lab(
          stopped('app background', 'wait 1 h', 'app active'),
          'end status stopped',
          'end session none',
          'not: tracked session_end',
        ),
      ],
      observed: page(
        [SESSION, 'stopIntegration()', ...BY_HAND].join('\n'),
        'item session_start (session) lost',
        'item session_end (session) lost',
      ),
      decoded: NOT_SENT,
      triggered: [refused('sessionStart'), refused('sessionEnd')],
    },
    {
      place: 15,
      says: 'running: events are tracked no more, even if the app tries',
      modelled: lab(
        called('stopIntegration()', 'trackEvent("x", {})', 'trackPayment({})'),
        `trackEvent ${DROPPED}`,
        `trackPayment ${DROPPED}`,
        'not: tracked x',
        'not: tracked payment',
      ),
      observed: page(
        called('stopIntegration()', 'trackEvent("x", {})', 'trackPayment({})'),
        'item x (event) lost',
        'item payment (payment) lost',
      ),
      decoded: NOT_SENT,
      triggered: [refused('track'), refused('payment')],
    },
    {
      place: 16,
      says: 'running: nothing is flushed any more, even if the app tries',
      modelled: [
        lab(stopped('flushData()'), `flushData ${DROPPED}`, 'end requests 0'),
        lab(
          ['set flushMode "immediate"', called('trackEvent("x", {})', 'stopIntegration()', 'wait 1 h')].join('\n'),
          'end item x lost',
          'end requests 0',
        ),
      ],
      observed: page(stopped('flushData()'), 'flushData(): The SDK is stopped', 'not: moment flush'),
      decoded: NOT_SENT,
      triggered: refused('flush'),
    },
    {
      place: 17,
      says: 'messages, content blocks and app inbox are shown no more',
      modelled: lab(
        stopped(SHOWN, BLOCK, INBOX),
        `trackBanner ${DROPPED}`,
        `trackInAppContentBlockShown ${DROPPED}`,
        `getAppInboxButton ${DROPPED}`,
        'not: tracked banner',
        'not: The app shows the app inbox button',
      ),
      observed: none('What an app shows natively is not in a page.'),
      decoded: NOT_SENT,
      triggered: stop([SHOWN, BLOCK, INBOX].join('\n'), 'not: tracked banner', `getAppInboxButton ${DROPPED}`),
    },
    {
      place: 18,
      says: 'what is on the screen is dismissed',
      modelled: lab(
        called(SHOWN, BLOCK, 'stopIntegration()'),
        'log The in-app message “Sale” is dismissed',
        'log The content block “Hello” is dismissed',
      ),
      observed: none('What an app shows natively is not in a page.'),
      decoded: NOT_SENT,
      triggered: offer(
        { command: 'stop', after: called(SHOWN, BLOCK) },
        'log The in-app message “Sale” is dismissed',
        'log The content block “Hello” is dismissed',
      ),
    },
    {
      place: 19,
      says: 'check the dismissal where the app inbox has a layout of the app’s own',
      modelled: lab(
        called(INBOX, 'stopIntegration()'),
        'Where the app inbox has a layout of the app’s own, check that it is dismissed too',
      ),
      observed: none('It is advice to test an app’s own layout, which is not in a page.'),
      decoded: NOT_SENT,
      triggered: none('It is advice to look at the app: there is nothing to press.'),
    },
    {
      place: 20,
      says: 'every call is dropped until the SDK is initialized again',
      modelled: lab(
        stopped(...EVERY, 'configure()', 'trackEvent("y", {})'),
        ...['trackEvent', 'identifyCustomer', 'anonymize', 'trackPushToken'].map((name) => `${name} ${DROPPED}`),
        ...['trackPayment', 'flushData', 'defaultProperties'].map((name) => `${name} ${DROPPED}`),
        'tracked y {} @0 as c2 for P',
        'not: tracked x',
        'not: "U"',
      ),
      observed: page(
        stopped(...EVERY, 'configure()', 'trackEvent("y", {})'),
        'item x (event) lost',
        'item customer update (identify) lost {} called as nobody: The SDK is stopped',
        'item push token (push) lost',
        'item payment (payment) lost',
        'anonymize(): The SDK is stopped',
        'flushData(): The SDK is stopped',
        'defaultProperties(): The SDK is stopped',
        'item y (event) queued {} called as nobody',
      ),
      decoded: wire(
        stopped(...EVERY, 'configure()', 'trackEvent("y", {})', 'flushData()'),
        'item y (event) delivered',
        'not: item x',
        'not: item customer update',
      ),
      triggered: [refused('track'), refused('flush')],
    },
  ),
]
