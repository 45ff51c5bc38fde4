/** The Bloomreach iOS guide's section Sessions, statement by statement. */
import { BY_ITSELF, FOLLOWS, lab, NOT_SENT, offer, page, SETTING, section, wire } from '../statement'

const MANUAL = 'set automaticSessionTracking false\n'
const OFF = 'configure({"automaticSessionTracking": false})'
const OPEN = 'configure({"automaticSessionTracking": false, "manualSessionAutoClose": false})'
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
const sent = (...calls: readonly string[]) => called(...calls, 'flushData()')
const TWICE = ['trackSessionStart()', 'wait 5 s', 'trackSessionStart()']

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
        sent('wait 30 s', 'app background', 'wait 61 s', 'app active'),
        'item session_start (session) delivered',
        'item session_end (session) delivered',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 2,
      says: 'a session begins with the launch and ends in the background',
      modelled: lab(
        called('wait 30 s', 'app background', 'wait 60 s', 'app active'),
        'tracked session_start',
        '"duration":30',
      ),
      observed: BY_ITSELF,
      decoded: wire(
        sent('wait 30 s', 'app background', 'wait 60 s', 'app active'),
        'item session_end (session) delivered',
        '"duration":30',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 3,
      says: '… and goes on if one is back before the timeout',
      modelled: lab(
        called('wait 30 s', 'app background', 'wait 59 s', 'app active'),
        'Continuing current session',
        'not: tracked session_end',
      ),
      observed: BY_ITSELF,
      decoded: wire(
        sent('wait 30 s', 'app background', 'wait 59 s', 'app active'),
        'item session_start (session) delivered',
        'not: item session_end',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 4,
      says: 'the timeout is 60 seconds, or sessionTimeout',
      modelled: lab(
        `set sessionTimeout 10\n${called('wait 30 s', 'app background', 'wait 11 s', 'app active')}`,
        'tracked session_end',
      ),
      observed: page('configure({"sessionTimeout": 10})', '"sessionTimeout":10'),
      decoded: NOT_SENT,
      triggered: SETTING,
    },
  ),
  ...section(
    'Track session manually',
    {
      place: 1,
      says: 'automaticSessionTracking false turns the automatic sessions off',
      modelled: lab(
        `${MANUAL}${called('wait 30 s', 'app background', 'wait 61 s', 'app active')}`,
        'tracked installation',
        'not: tracked session_',
      ),
      observed: page(OFF, '"automaticSessionTracking":false'),
      decoded: wire(`${MANUAL}${sent()}`, 'item installation', 'not: item session_start'),
      triggered: SETTING,
    },
    {
      place: 2,
      says: 'trackSessionStart and trackSessionEnd track sessions by hand',
      modelled: lab(
        `${MANUAL}${called('trackSessionStart()', 'wait 9 s', 'trackSessionEnd()')}`,
        'tracked session_start',
        '"duration":9',
      ),
      observed: page(
        `${OFF}\ntrackSessionStart()\ntrackSessionEnd()`,
        'item session_start (session) queued',
        'item session_end (session) queued',
      ),
      decoded: wire(
        `${MANUAL}${sent('trackSessionStart()', 'wait 9 s', 'trackSessionEnd()')}`,
        'item session_end (session) delivered',
      ),
      triggered: offer(
        { command: 'sessionStart', after: OFF },
        'calls trackSessionStart()',
        'tracked session_start',
        'end session since 0',
      ),
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
      modelled: lab(`${MANUAL}${called(...TWICE)}`, 'tracked session_end', '"duration":5', 'end session since 5'),
      observed: page([OFF, ...TWICE].join('\n'), 'documented is a session_end first'),
      decoded: wire(`${MANUAL}${sent(...TWICE)}`, 'item session_end (session) delivered'),
      triggered: offer(
        { command: 'sessionStart', after: `${OFF}\ntrackSessionStart()` },
        'tracked session_end',
        'tracked session_start',
      ),
    },
    {
      place: 4,
      says: '… and with the flag false it does not',
      modelled: lab(
        `${MANUAL}set manualSessionAutoClose false\n${called(...TWICE)}`,
        'tracked session_start',
        'not: tracked session_end',
      ),
      observed: page([OPEN, ...TWICE].join('\n'), 'item session_start (session) queued', 'not: session_end first'),
      decoded: wire(
        `${MANUAL}set manualSessionAutoClose false\n${sent(...TWICE)}`,
        'item session_start (session) delivered',
        'not: item session_end',
      ),
      triggered: SETTING,
    },
    {
      place: 5,
      says: 'example: trackSessionEnd()',
      modelled: lab(
        `${MANUAL}${called('trackSessionStart()', 'wait 2 s', 'trackSessionEnd()')}`,
        'tracked session_end',
        'end session none',
      ),
      observed: page(`${OFF}\ntrackSessionStart()\ntrackSessionEnd()`, 'item session_end (session) queued'),
      decoded: wire(
        `${MANUAL}${sent('trackSessionStart()', 'wait 2 s', 'trackSessionEnd()')}`,
        'item session_end (session) delivered',
        '"duration":2',
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
