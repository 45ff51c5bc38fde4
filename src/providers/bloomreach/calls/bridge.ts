/**
 * Reads the calls of the mobile SDKs by the names and argument order of the React Native SDK (3.0.0, and the forms that
 * its repository has since).
 */

import type { CallItem, Effect, ReadableCall, Reading, Thing } from '../../../core/contract/vendor'
import { note } from '../../../core/item'
import { isObject, type Json, objectOr, stringOr } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import { timeNotes } from '../decode/time'
import { natureOfUpdate, PUSH_TOKEN, STRIPPED, typeOfEvent } from '../meaning'
import { keyOf, sessionSettings } from '../sdk'
import { argument, propertiesOf, typeName } from './arguments'
import { readConsent } from './consent'
import { anonymized, identified } from './identity'
import { readBanner, readInbox, readPush } from './push'
import { pushNature } from './token'

type Read = (call: ReadableCall, tracker: Tracker) => Reading

const NOTHING: Reading = { items: [], effects: [] }
const only = (effect: Effect): Reading => ({ items: [], effects: [effect] })
const one = (item: CallItem, ...effects: Effect[]): Reading => ({ items: [item], effects })

const METHODS: Readonly<Record<string, Read>> = {
  configure,
  trackEvent,
  identifyCustomer,
  anonymize,
  trackSessionStart: (call, tracker) => session(call, tracker, 'start'),
  trackSessionEnd: (call, tracker) => session(call, tracker, 'end'),
  trackPushToken: token,
  trackHmsPushToken: token,
  trackPaymentEvent: (call) =>
    one({ type: 'payment', name: 'payment', properties: propertiesOf(argument(call.args, 0)) }),
  setDefaultProperties: (call, tracker) => setting(tracker, 'defaultProperties', propertiesOf(argument(call.args, 0))),
  setAutomaticSessionTracking: (call, tracker) => setting(tracker, 'automaticSessionTracking', argument(call.args, 0)),
  setSessionTimeout: (call, tracker) => setting(tracker, 'sessionTimeout', argument(call.args, 0)),
  setFlushPeriod: (call, tracker) => setting(tracker, 'flushPeriod', argument(call.args, 0)),
  setFlushMode: (call) => only({ kind: 'tracker', flushMode: stringOr(argument(call.args, 0)) ?? 'unknown' }),
  flushData: () => only({ kind: 'flush', by: 'flushData()' }),
  stopIntegration,
  clearLocalCustomerData: clear,
}

/** Calls that a stopped SDK still takes: it can be configured anew, stopped again, and cleared. */
const ALWAYS: ReadonlySet<string> = new Set(['configure', 'stopIntegration', 'clearLocalCustomerData'])
const PUSH = /^track(?:Delivered|Clicked)Push(?:WithoutTrackingConsent)?$/
const BANNER = /^trackInApp(?:Message|ContentBlock)(?:Click|Close|Shown|Error)(?:WithoutTrackingConsent)?$/
const INBOX = /^trackAppInbox(?:Opened|Click)(?:WithoutTrackingConsent)?$/

/** Reads one call. Getters and callbacks read as nothing. */
export function readBridgeCall(call: ReadableCall, tracker: Tracker): Reading {
  const reading = readMethod(call, tracker)
  if (tracker.status !== 'stopped' || ALWAYS.has(call.method)) return reading
  // After stopIntegration() every call is dropped until the SDK is configured again (guide line 489).
  const refused = 'The SDK is stopped: it drops every call until it is configured again (guide line 489).'
  return { items: reading.items.map((item) => ({ ...item, refused })), effects: [] }
}

function readMethod(call: ReadableCall, tracker: Tracker): Reading {
  const { method, args } = call
  if (Object.hasOwn(METHODS, method)) return METHODS[method]?.(call, tracker) ?? NOTHING
  if (PUSH.test(method)) return one(readPush(method, args))
  if (BANNER.test(method)) return one(readBanner(method, args))
  if (INBOX.test(method)) return one(readInbox(method, args))
  return NOTHING
}

function configure(call: ReadableCall): Reading {
  const config = propertiesOf(argument(call.args, 0))
  const key = keyOf(config)
  const settings = { automatic: true, timeout: 60, ...sessionSettings(config) }
  const running: Effect = {
    kind: 'tracker',
    status: 'running',
    config,
    session: settings,
    flushMode: stringOr(config.flushMode ?? null) ?? 'IMMEDIATE',
    ...(key === null ? {} : { key }),
  }
  // The installation once for each customer, the rest as the app becomes active (guide lines 13-14, 251).
  return {
    items: [],
    effects: [running, { kind: 'causes', things: [INSTALLATION, SESSION_END, SESSION_START, ...tokens(2)] }],
  }
}

function trackEvent(call: ReadableCall): Reading {
  const given = argument(call.args, 0)
  const properties = propertiesOf(argument(call.args, 1))
  const name = typeof given === 'string' ? given : ''
  const consent = name === 'consent' ? readConsent(properties) : { effects: [], notes: [] }
  const untyped =
    name === ''
      ? [note('name', `The event type is required (guide line 51); it is ${given === '' ? 'empty' : typeName(given)}.`)]
      : []
  const notes = [...untyped, ...timeNotes(argument(call.args, 2) ?? undefined), ...consent.notes]
  return one({ type: typeOfEvent(name), name, properties, notes }, ...consent.effects)
}

/**
 * IDs come directly (3.0.0 and older) or within `{ customerIds, sdkAuthToken }` (CustomerIdentity.ts, in the repository
 * since).
 */
function identifyCustomer(call: ReadableCall, tracker: Tracker): Reading {
  const first = propertiesOf(argument(call.args, 0))
  const ids = isObject(first.customerIds) ? first.customerIds : first
  const properties = propertiesOf(argument(call.args, 1))
  const { effect, notes } = identified(tracker, ids, properties, 'not text')
  const stripped = Object.keys(properties).filter((name) => STRIPPED.includes(name))
  const lost = stripped.length
    ? [note('value', `iOS SDK 3.8.2 and newer leave out the customer properties ${stripped.join(', ')}.`)]
    : []
  return one({ ...natureOfUpdate(properties), properties, notes: [...notes, ...lost] }, effect)
}

/**
 * Tracks nothing by itself that could be told from the call: what the SDK tracks then is automatic, and comes by the
 * wire (guide lines 175-183).
 */
function anonymize(call: ReadableCall, tracker: Tracker): Reading {
  const project = propertiesOf(argument(call.args, 0))
  const key = keyOf({ integrationConfig: project })
  const text =
    key === null ? 'Anonymized: a new customer with a new cookie' : `Anonymized and switched to project ${key}`
  const switched: readonly Effect[] = key === null ? [] : [{ kind: 'tracker', key, status: 'running' }]
  // iOS SDK 4.0.1 ends the session first (ExponeaInternal+Tracking.swift:466); the guide's version does not.
  const sessions = automaticSessions(tracker) ? [SESSION_END, SESSION_START] : []
  const causes: Effect = { kind: 'causes', things: [INSTALLATION, ...sessions, ...tokens(2)] }
  return { items: [], effects: [causes, anonymized(text), ...switched] }
}

function session(call: ReadableCall, tracker: Tracker, change: 'start' | 'end'): Reading {
  const given = argument(call.args, 0)
  const at = typeof given === 'number' ? given * 1000 : (call.at ?? null)
  const automatic = automaticSessions(tracker)
  const name = change === 'start' ? 'session_start' : 'session_end'
  const item: CallItem = { type: 'session', name, properties: {} }
  if (automatic && tracker.config !== null) {
    // iOS SDK 4.0.1 SessionManager.swift:49,61: without a word in the log.
    return one({ ...item, refused: 'Sessions are tracked automatically: the SDK ignores manual calls silently.' })
  }
  const odd = timeNotes(given ?? undefined)
  if (change === 'end') {
    const none = tracker.session.state === 'none' || tracker.session.state === 'ended'
    const notes = none
      ? [
          ...odd,
          note(
            'session',
            'No session was started: the SDK logs an error and tracks nothing (iOS SDK 4.0.1 SessionManager.swift:60).',
          ),
        ]
      : odd
    const ended: Effect = {
      kind: 'session',
      change,
      session: { state: 'ended', endedAt: at, automatic: false },
      text: 'Session ended by hand',
    }
    return one({ ...item, notes }, ended)
  }
  const open = tracker.session.state === 'active'
  const notes = open
    ? [
        ...odd,
        note(
          'session',
          'A session is still open: documented is a session_end first (guide line 228); iOS SDK 4.0.1 ' +
            'goes on with it within the timeout.',
        ),
      ]
    : odd
  const begun = { state: 'active' as const, startedAt: at, endedAt: null, automatic: false }
  // A session that is still open is ended by itself (guide line 228).
  const causes: Effect = { kind: 'causes', things: [SESSION_END] }
  return one({ ...item, notes }, causes, { kind: 'session', change, session: begun, text: 'Session started by hand' })
}

const SESSION_END = { type: 'session', name: 'session_end' } as const
const SESSION_START = { type: 'session', name: 'session_start' } as const
const INSTALLATION = { type: 'installation', name: 'installation' } as const

/**
 * What goes out of the push token by itself: by the scheme of the version, which is not always known, `times` in all.
 */
function tokens(times: number): readonly Thing[] {
  const schemes: readonly Thing[] = [
    { type: 'push', name: PUSH_TOKEN },
    { type: 'push', name: 'notification_state' },
  ]
  return schemes.flatMap((scheme) => Array.from({ length: times }, () => scheme))
}

/** Whether the SDK tracks sessions by itself; it does where nothing else is known. */
function automaticSessions(tracker: Tracker): boolean {
  return objectOr(tracker.config).automaticSessionTracking !== false && tracker.session.automatic !== false
}

/** A token is tracked at once, whatever the tracking frequency (guide line 249). */
function token(call: ReadableCall, tracker: Tracker): Reading {
  const value = stringOr(argument(call.args, 0))
  const item: CallItem = { ...pushNature(tracker), properties: {} }
  if (value === null) return one({ ...item, refused: 'There is no token: the SDK logs an error and tracks nothing.' })
  return one(item, { kind: 'push', token: value })
}

/**
 * Everything local is gone, also what was not flushed (guide lines 469-484). iOS SDK 4.0.1 tracks the end first
 * (ExponeaInternal.swift:660).
 */
function stopIntegration(_call: ReadableCall, tracker: Tracker): Reading {
  const causes: Effect = {
    kind: 'causes',
    things: [...(automaticSessions(tracker) ? [SESSION_END] : []), ...tokens(1)],
  }
  const text = 'stopIntegration(): what was not flushed is removed from the device (guide line 472).'
  return { items: [], effects: [causes, gone(text), { kind: 'tracker', status: 'stopped' }] }
}

/** Only before the SDK is configured; nothing is sent (guide line 441; iOS SDK 4.0.1 ExponeaInternal.swift:722). */
function clear(_call: ReadableCall, tracker: Tracker): Reading {
  if (tracker.status === 'running' && tracker.key !== null) return NOTHING
  const text = 'clearLocalCustomerData(): what was not flushed is removed from the device (guide line 448).'
  return { items: [], effects: [gone(text), { kind: 'tracker', status: 'wiped' }] }
}

/**
 * All that is on the device goes, of whichever project (iOS SDK 4.0.1 ExponeaInternal.swift:738 removes every event).
 */
function gone(text: string): Effect {
  return {
    kind: 'device',
    effects: [
      { kind: 'wiped', text },
      { kind: 'push', token: null },
      {
        kind: 'session',
        change: 'end',
        session: { state: 'none', startedAt: null, endedAt: null },
        text: 'Session information removed',
      },
      { ...anonymized('The customer stored on the device is removed'), change: 'reset' } as Effect,
    ],
  }
}

function setting(tracker: Tracker, name: string, value: Json | undefined): Reading {
  const config = { ...objectOr(tracker.config), ...(value === undefined ? {} : { [name]: value }) }
  return only({ kind: 'tracker', config, session: sessionSettings(config) })
}
