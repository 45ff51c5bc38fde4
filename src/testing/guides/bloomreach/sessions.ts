/** The Bloomreach iOS guide's section Sessions, statement by statement. */
import { BY_ITSELF, lab, none, offer, page, section, wire } from '../statement'

const MANUAL = 'set automaticSessionTracking false\n'
const OFF = 'configure({"automaticSessionTracking": false})'
const OPEN = 'configure({"automaticSessionTracking": false, "manualSessionAutoClose": false})'
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
const sent = (...calls: readonly string[]) => called(...calls, 'flushData()')
const TWICE = ['trackSessionStart()', 'wait 5 s', 'trackSessionStart()']
/** Half a minute in front, then so long in the background. */
const away = (seconds: number) => ['wait 30 s', 'app background', `wait ${seconds} s`, 'app active']
const SHORT = 'set sessionTimeout 10\n'
const CONTINUES = "Continuing current session as we're within session timeout."
/** Where a session begins and ends is told by the app's life alone. */
const LIFE = none('The app is launched and left by its user: no call of a page’s does that.')

/** The statements. */
export const SESSIONS = [
  ...section(
    'Sessions',
    {
      place: 1,
      says: 'sessions are automatic by default, and make session_start and session_end',
      modelled: lab(called('wait 30 s', 'app background', 'wait 60 s'), 'tracked session_start', 'tracked session_end'),
      observed: BY_ITSELF,
      decoded: wire(
        sent(...away(61)),
        'item session_start (session) delivered',
        'item session_end (session) delivered',
      ),
      triggered: LIFE,
    },
    {
      place: 2,
      says: 'a session is the time spent in the app: it begins with the launch and ends in the background',
      modelled: lab(
        called('wait 1 s', 'app killed', 'wait 1 h', 'app launched', 'configure()', ...away(60)),
        'tracked session_start',
        '"app_version":"1.0"} @3601 as',
        '"duration":30} @3631 as',
      ),
      observed: BY_ITSELF,
      decoded: wire(
        sent('wait 1 s', 'app killed', 'wait 1 h', 'app launched', 'configure()', ...away(60)),
        'item session_start (session) delivered',
        '"app_version":"1.0"} claimed 1700003601',
        '"duration":30} claimed 1700003631',
      ),
      triggered: LIFE,
    },
    {
      place: 3,
      says: '… and goes on if one is back before the timeout',
      modelled: lab(called(...away(59)), CONTINUES, 'not: tracked session_end', 'end session since 0'),
      observed: BY_ITSELF,
      decoded: wire(
        sent(...away(59)),
        'item session_start (session) delivered',
        'not: item session_end',
        'not: claimed 1700000089',
      ),
      triggered: LIFE,
    },
    {
      place: 4,
      says: 'the timeout is 60 seconds, or sessionTimeout',
      modelled: [
        lab(called(...away(59)), CONTINUES, 'not: tracked session_end'),
        lab(called(...away(60)), 'tracked session_end', `not: ${CONTINUES}`),
        lab(`${SHORT}${called(...away(9))}`, CONTINUES, 'not: tracked session_end'),
        lab(`${SHORT}${called(...away(10))}`, 'tracked session_end', `not: ${CONTINUES}`),
      ],
      observed: [
        page('configure()', 'session timeout 60'),
        page('configure({"sessionTimeout": 10})', 'session timeout 10'),
      ],
      decoded: [
        wire(sent(...away(59)), 'item session_start (session) delivered', 'not: item session_end'),
        wire(sent(...away(60)), 'item session_end (session) delivered'),
        wire(`${SHORT}${sent(...away(9))}`, 'item session_start (session) delivered', 'not: item session_end'),
        wire(`${SHORT}${sent(...away(10))}`, 'item session_end (session) delivered'),
      ],
      triggered: none(
        'The guide has it in the configuration, which is the app’s own code; what React Native can change later ' +
          '(setSessionTimeout) is not in the guide.',
      ),
    },
  ),
  ...section(
    'Track session manually',
    {
      place: 1,
      says: 'automaticSessionTracking false turns the automatic sessions off',
      modelled: lab(`${MANUAL}${called(...away(61))}`, 'tracked installation', 'not: tracked session_'),
      observed: page(
        `${OFF}\ntrackSessionStart()`,
        '"automaticSessionTracking":false',
        'item session_start (session) queued',
      ),
      decoded: wire(`${MANUAL}${sent(...away(61))}`, 'item installation', 'not: item session_'),
      triggered: none(
        'The guide has it in the configuration, which is the app’s own code; what React Native can change later ' +
          '(setAutomaticSessionTracking) is not in the guide.',
      ),
    },
    {
      place: 2,
      says: 'trackSessionStart and trackSessionEnd track sessions by hand',
      modelled: lab(
        `${MANUAL}${called('trackSessionStart()', 'wait 9 s', 'trackSessionEnd()')}`,
        'tracked session_start',
        '"duration":9} @9 as',
      ),
      observed: page(
        `${OFF}\ntrackSessionStart()\ntrackSessionEnd()`,
        'item session_start (session) queued',
        'item session_end (session) queued',
        'session ended',
      ),
      decoded: wire(
        `${MANUAL}${sent('trackSessionStart()', 'wait 9 s', 'trackSessionEnd()')}`,
        'item session_start (session) delivered',
        'item session_end (session) delivered',
        '"duration":9} claimed 1700000009',
      ),
      triggered: [
        offer(
          { command: 'sessionStart', after: OFF },
          'calls trackSessionStart()',
          'tracked session_start',
          'end session since 0',
        ),
        offer(
          { command: 'sessionEnd', after: `${OFF}\ntrackSessionStart()\nwait 9 s` },
          'calls trackSessionEnd()',
          'tracked session_end',
          '"duration":9} @9 as',
        ),
      ],
    },
    {
      place: 3,
      says: 'example: trackSessionStart()',
      modelled: lab(`${MANUAL}${called('trackSessionStart()')}`, 'tracked session_start', 'end session since 0'),
      observed: page(`${OFF}\ntrackSessionStart()`, 'item session_start (session) queued', 'session active'),
      decoded: wire(`${MANUAL}${sent('trackSessionStart()')}`, 'item session_start (session) delivered'),
      triggered: offer(
        { command: 'sessionStart', after: OFF },
        'button Exponea.trackSessionStart()',
        'tracked session_start',
      ),
    },
    {
      place: 4,
      says: 'a second start ends the open session first: manualSessionAutoClose is true by default',
      modelled: lab(
        `${MANUAL}${called(...TWICE)}`,
        'tracked session_end',
        '"duration":5} @5 as',
        '"app_version":"1.0"} @5 as',
        'end session since 5',
      ),
      observed: page(
        [OFF, ...TWICE].join('\n'),
        'item session_start (session) queued … A session is still open: documented is a session_end first',
      ),
      decoded: wire(
        `${MANUAL}${sent(...TWICE)}`,
        'item session_end (session) delivered',
        '"duration":5} claimed 1700000005',
        '"app_version":"1.0"} claimed 1700000005',
      ),
      triggered: offer(
        { command: 'sessionStart', after: `${OFF}\ntrackSessionStart()\nwait 5 s` },
        '"duration":5} @5 as',
        'end session since 5',
      ),
    },
    {
      place: 4,
      says: '… and with the flag false it does not',
      modelled: lab(
        `${MANUAL}set manualSessionAutoClose false\n${called(...TWICE)}`,
        'tracked session_start',
        '"app_version":"1.0"} @5 as',
        'not: tracked session_end',
      ),
      observed: page(
        [OPEN, ...TWICE].join('\n'),
        'item session_start (session) queued … manualSessionAutoClose is off: no session_end is tracked for it',
      ),
      decoded: wire(
        `${MANUAL}set manualSessionAutoClose false\n${sent(...TWICE)}`,
        'item session_start (session) delivered',
        '"app_version":"1.0"} claimed 1700000005',
        'not: item session_end',
      ),
      // The flag itself is in the app's own code; what it prevents can be pressed.
      triggered: offer(
        { command: 'sessionStart', after: `${OPEN}\ntrackSessionStart()\nwait 5 s` },
        '"app_version":"1.0"} @5 as',
        'not: tracked session_end',
      ),
    },
    {
      place: 5,
      says: 'example: trackSessionEnd()',
      modelled: lab(
        `${MANUAL}${called('trackSessionStart()', 'wait 2 s', 'trackSessionEnd()')}`,
        'tracked session_end',
        '"duration":2} @2 as',
        'end session none',
      ),
      observed: page(`${OFF}\ntrackSessionStart()\ntrackSessionEnd()`, 'item session_end (session) queued'),
      decoded: wire(
        `${MANUAL}${sent('trackSessionStart()', 'wait 2 s', 'trackSessionEnd()')}`,
        'item session_end (session) delivered',
        '"duration":2} claimed 1700000002',
      ),
      triggered: offer(
        { command: 'sessionEnd', after: `${OFF}\ntrackSessionStart()` },
        'calls trackSessionEnd()',
        'tracked session_end',
        'end session none',
      ),
    },
  ),
]
