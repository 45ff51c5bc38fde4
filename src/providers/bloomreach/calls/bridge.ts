/**
 * Reads the calls of the mobile SDKs by the names and argument order of the React Native SDK (3.0.0, and the forms that
 * its repository has since).
 */

import type { CallItem, Effect, ReadableCall, Reading, Thing } from '../../../core/contract/vendor'
import { type Note, note } from '../../../core/item'
import { isMark, isObject, type Json, type JsonObject, objectOr, stringOr } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import { timeNotes } from '../decode/time'
import { natureOfUpdate, PUSH_TOKEN, readConsent, STRIPPED, typeOfEvent } from '../meaning'
import { queryOf } from '../query'
import { keyOf, sessionSettings } from '../sdk'
import { argument, propertiesOf, typeName } from './arguments'
import { arranged } from './forms'
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
    one({ type: 'payment', name: 'payment', ...given(call, 0), ...timed(argument(call.args, 1)) }),
  trackCampaignClick: campaignClick,
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
  const given = call.args.map((_, at) => argument(call.args, at) ?? null)
  const form = arranged(call.method, given.length ? given : call.args)
  const reading = readMethod({ ...call, ...form }, tracker)
  if (tracker.status !== 'stopped' || ALWAYS.has(form.method)) return unconfigured(reading, tracker)
  // After stopIntegration() every call is dropped until the SDK is configured again (guide line 489).
  const refused = 'The SDK is stopped: it drops every call until it is configured again (guide line 489).'
  return { items: reading.items.map((item) => ({ ...item, refused })), effects: [] }
}

/** Calls made before configure() are kept until it comes, and never made if it does not (guide line 439). */
function unconfigured(reading: Reading, { key }: Tracker): Reading {
  if (key !== null || !reading.items.length) return reading
  const waits = 'The SDK is not configured: it keeps the call until it is.'
  return { items: reading.items.map((item) => ({ ...item, waits })), effects: reading.effects }
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
  const type = argument(call.args, 0)
  const { properties, ...refusal } = given(call, 1)
  const time = timed(argument(call.args, 2))
  const name = typeof type === 'string' ? type : ''
  const consent = name === 'consent' ? readConsent(properties) : { effects: [], notes: [] }
  const untyped =
    name === ''
      ? [note('name', `The event type is required (guide line 51); it is ${type === '' ? 'empty' : typeName(type)}.`)]
      : []
  const notes = [...untyped, ...time.notes, ...consent.notes]
  const item: CallItem = { type: typeOfEvent(name), name, properties, ...time, notes, ...refusal }
  return one(item, ...(refusal.refused === undefined ? consent.effects : []))
}

/** Properties as an argument gives them; what is neither an object nor absent is refused by the bridge. */
function given(call: ReadableCall, at: number): Pick<CallItem, 'properties' | 'refused' | 'doubted'> {
  const value = argument(call.args, at)
  if (value === undefined || value === null || (isObject(value) && !isMark(value)))
    return { properties: propertiesOf(value) }
  const refused = `The properties are no object but ${typeName(value)}: the bridge refuses the call.`
  return { properties: {}, refused, doubted: true }
}

/**
 * A universal link was opened: `campaign_click` if its address has `xnpe_cmp`, else nothing is tracked of it
 * (iOS SDK 4.0.1 ExponeaInternal+Tracking.swift:279).
 */
function campaignClick(call: ReadableCall): Reading {
  const url = stringOr(argument(call.args, 0))
  const item: CallItem = { type: typeOfEvent('campaign_click'), name: 'campaign_click', properties: { url } }
  if (url === null || url === '') return one({ ...item, refused: 'The link is no text: nothing is tracked.' })
  if (queryOf(url).get('xnpe_cmp')) return one(item)
  return one({ ...item, refused: 'No campaign_click without a value for xnpe_cmp in the address.' })
}

/** What a timestamp argument claims, in seconds since 1970 (guide lines 50, 129, 597), and what is odd about it. */
function timed(value: Json | undefined): { readonly claimedAt?: number; readonly notes: readonly Note[] } {
  const notes = timeNotes(value ?? undefined)
  return typeof value === 'number' ? { claimedAt: value * 1000, notes } : { notes }
}

/**
 * IDs come directly (3.0.0 and older) or within `{ customerIds, sdkAuthToken }` (CustomerIdentity.ts, in the repository
 * since).
 */
function identifyCustomer(call: ReadableCall, tracker: Tracker): Reading {
  const first = propertiesOf(argument(call.args, 0))
  const ids = isObject(first.customerIds) ? first.customerIds : first
  const { properties, ...refusal } = given(call, 1)
  const time = timed(argument(call.args, 2))
  const refused = refusedIds(argument(call.args, 0), ids) ?? refusal.refused
  const { effect, notes } = identified(tracker, ids, properties, 'not text')
  const stripped = Object.keys(properties).filter((name) => STRIPPED.includes(name))
  const lost = stripped.length
    ? [note('value', `iOS SDK 3.8.2 and newer leave out the customer properties ${stripped.join(', ')}.`)]
    : []
  const item = { ...natureOfUpdate(properties), properties, ...time, notes: [...notes, ...lost, ...time.notes] }
  return refused === undefined ? one(item, effect) : one({ ...item, refused, doubted: true })
}

/** Why IDs are refused: they are required, and texts (guide line 127; Android's bridge leaves others out). */
function refusedIds(value: Json | undefined, ids: JsonObject): string | undefined {
  if (!isObject(value) || isMark(value)) return 'customerIds is required and must be an object (guide line 127).'
  const odd = Object.entries(ids).find(([, id]) => typeof id !== 'string')
  if (!odd) return undefined
  return `The ID “${odd[0]}” is no text (guide line 127): iOS refuses the call; Android leaves out the ID.`
}

/**
 * Tracks nothing by itself that could be told from the call: what the SDK tracks then is automatic, and comes by the
 * wire (guide lines 175-183).
 */
function anonymize(call: ReadableCall, tracker: Tracker): Reading {
  const key = projectOf(propertiesOf(argument(call.args, 0)))
  const text =
    key === null ? 'Anonymized: a new customer with a new cookie' : `Anonymized and switched to project ${key}`
  const switched: readonly Effect[] = key === null ? [] : [{ kind: 'tracker', key, status: 'running' }]
  // iOS SDK 4.0.1 ends the session first (ExponeaInternal+Tracking.swift:466); the guide's version does not.
  const sessions = automaticSessions(tracker) ? [SESSION_END, SESSION_START] : []
  const causes: Effect = { kind: 'causes', things: [INSTALLATION, ...sessions, ...tokens(2)] }
  const forgotten = automaticSessions(tracker) ? [] : [noSession(call)]
  return { items: [], effects: [causes, ...forgotten, anonymized(text), ...switched] }
}

/**
 * The project that anonymize goes over to: given as it is, or by the names of the native SDKs' parameters (guide lines
 * 185-204; `exponeaIntegrationType` since iOS SDK 4.0).
 */
function projectOf(given: JsonObject): string | null {
  const forms = [given, given.exponeaProject, given.exponeaIntegrationType, given.integrationConfig]
  return forms.map((form) => keyOf({ integrationConfig: objectOr(form) })).find((key) => key !== null) ?? null
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
    if (tracker.session.state === 'none' || tracker.session.state === 'ended') {
      const nothing =
        'No session was started: the SDK logs an error and tracks nothing (iOS SDK 4.0.1 SessionManager.swift:60).'
      return one({ ...item, notes: [...odd, note('session', nothing)], refused: nothing, doubted: true })
    }
    const ended: Effect = {
      kind: 'session',
      change,
      session: { state: 'ended', endedAt: at, automatic: false },
      text: 'Session ended by hand',
    }
    return one({ ...item, notes: odd }, ended)
  }
  const closes = objectOr(tracker.config).manualSessionAutoClose !== false
  const open = tracker.session.state === 'active'
  const notes = open
    ? [
        ...odd,
        note(
          'session',
          closes
            ? 'A session is still open: documented is a session_end first (guide line 228); iOS SDK 4.0.1 ' +
                'goes on with it within the timeout.'
            : 'A session is still open, and manualSessionAutoClose is off: no session_end is tracked for it ' +
                '(guide line 228); iOS SDK 4.0.1 goes on with it within the timeout.',
        ),
      ]
    : odd
  const begun = { state: 'active' as const, startedAt: at, endedAt: null, automatic: false }
  // A session that is still open is ended by itself (guide line 228).
  const causes: Effect = { kind: 'causes', things: closes ? [SESSION_END] : [] }
  return one({ ...item, notes }, causes, { kind: 'session', change, session: begun, text: 'Session started by hand' })
}

/** Caches are cleared, the times of a session among them (guide line 178): no session_end is tracked for it. */
function noSession({ at }: ReadableCall): Effect {
  return {
    ...{ kind: 'session', change: 'end', session: { state: 'none', startedAt: null, endedAt: at ?? null } },
    text: 'Session information removed',
  }
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
function stopIntegration(call: ReadableCall, tracker: Tracker): Reading {
  const causes: Effect = {
    kind: 'causes',
    things: [...(automaticSessions(tracker) ? [SESSION_END] : []), ...tokens(1)],
  }
  const text = 'stopIntegration(): what was not flushed is removed from the device (guide line 472).'
  return { items: [], effects: [causes, gone(call, text), { kind: 'tracker', status: 'stopped' }] }
}

const WIPED: Effect = { kind: 'tracker', status: 'wiped' }

/** Only before the SDK is configured; nothing is sent (guide line 441; iOS SDK 4.0.1 ExponeaInternal.swift:722). */
function clear(call: ReadableCall, tracker: Tracker): Reading {
  if (tracker.status === 'running' && tracker.key !== null) return NOTHING
  const text = 'clearLocalCustomerData(): what was not flushed is removed from the device (guide line 448).'
  // A stopped SDK stays so: it drops every call until it is configured again (guide line 489).
  return { items: [], effects: [gone(call, text), ...(tracker.status === 'stopped' ? [] : [WIPED])] }
}

/**
 * All that is on the device goes, of whichever project (iOS SDK 4.0.1 ExponeaInternal.swift:738 removes every event).
 */
function gone(call: ReadableCall, text: string): Effect {
  return {
    kind: 'device',
    effects: [
      { kind: 'wiped', text },
      { kind: 'push', token: null },
      // The configuration too (guide lines 452, 476).
      { kind: 'tracker', config: null, session: { automatic: null, timeout: null } },
      noSession(call),
      anonymized('The customer stored on the device is removed', 'reset'),
    ],
  }
}

function setting(tracker: Tracker, name: string, value: Json | undefined): Reading {
  const config = { ...objectOr(tracker.config), ...(value === undefined ? {} : { [name]: value }) }
  return only({ kind: 'tracker', config, session: sessionSettings(config) })
}
