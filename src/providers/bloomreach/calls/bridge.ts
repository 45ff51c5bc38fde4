/**
 * Reads the calls of the mobile SDKs by the names and argument order of the React Native SDK (3.0.0, and the forms that
 * its repository has since).
 */

import type { CallItem, Effect, ReadableCall, Reading } from '../../../core/contract/vendor'
import { type Note, note } from '../../../core/item'
import { isMark, isObject, type Json, type JsonObject, objectOr, stringOr } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import { wireTime } from '../decode/time'
import { natureOfUpdate, PUSH_TOKEN, readConsent, STRIPPED, typeOfEvent } from '../meaning'
import { queryOf } from '../query'
import { keyOf, sessionSettings } from '../sdk'
import { argument, propertiesOf, typeName } from './arguments'
import { clear, notAffected, stopIntegration } from './ending'
import { arranged } from './forms'
import { anonymized, identified } from './identity'
import { mappingProblem, projectProblem, switchedConfig, switchedTo } from './project'
import { readBanner, readInbox, readPush } from './push'
import { NOTHING, one, only } from './reading'
import { automaticSessions, noSession, SESSION_END, SESSION_START, session } from './sessions'
import { flushModeOf, settingProblem } from './settings'
import { callTime } from './time'
import { pushNature, tokens } from './token'
import { ALWAYS, PUSH, unconfigured } from './unconfigured'

/** `beside` are the trackers on the same device, the one that is called included. */
type Beside = () => readonly Tracker[]
type Read = (call: ReadableCall, tracker: Tracker, beside: Beside) => Reading

const METHODS: Readonly<Record<string, Read>> = {
  configure,
  trackEvent,
  identifyCustomer,
  anonymize,
  trackSessionStart: (call, tracker) => session(call, tracker, 'start'),
  trackSessionEnd: (call, tracker) => session(call, tracker, 'end'),
  trackPushToken: token,
  trackHmsPushToken: token,
  // The token that the SDK has, which the page cannot see (iOS guide, “Track token manually”).
  verifyPushStatusAndTrackPushToken: () => only({ kind: 'causes', things: tokens(1) }),
  trackPaymentEvent: (call) =>
    one({ type: 'payment', name: 'payment', ...given(call, 0), ...timed(argument(call.args, 1)) }),
  trackCampaignClick: campaignClick,
  setDefaultProperties: (call, tracker) => setting(tracker, 'defaultProperties', propertiesOf(argument(call.args, 0))),
  setAutomaticSessionTracking: (call, tracker) => setting(tracker, 'automaticSessionTracking', argument(call.args, 0)),
  setSessionTimeout,
  setFlushPeriod: (call, tracker) => setting(tracker, 'flushPeriod', argument(call.args, 0)),
  setFlushMode: (call) => only({ kind: 'tracker', flushMode: stringOr(argument(call.args, 0)) ?? 'unknown' }),
  flushData: () => only({ kind: 'flush', by: 'flushData()' }),
  stopIntegration,
  clearLocalCustomerData: clear,
}

const BANNER = /^trackInApp(?:Message|ContentBlock)(?:Click|Close|Shown|Error)(?:WithoutTrackingConsent)?$/
const INBOX = /^trackAppInbox(?:Opened|Click)(?:WithoutTrackingConsent)?$/

/** Reads one call. Getters and callbacks read as nothing. */
export function readBridgeCall(call: ReadableCall, tracker: Tracker, beside: Beside): Reading {
  const given = call.args.map((_, at) => argument(call.args, at) ?? null)
  const form = arranged(call.method, given.length ? given : call.args)
  const problem = settingProblem(form, call.method)
  const read =
    problem === null ? readMethod({ ...call, ...form }, tracker, beside) : only({ kind: 'ignored', text: problem })
  const reading = { ...read, items: read.items.map((item) => withDefaults(item, tracker)) }
  if (tracker.status !== 'stopped' || ALWAYS.has(form.method)) return unconfigured(form.method, reading, tracker)
  // After stopIntegration() every call is dropped until the SDK is configured again (iOS guide, “Stop SDK
  // integration”).
  const refused = STOPPED + notAffected(form.method)
  const items = reading.items.map((item) => ({ ...item, refused, doubted: true }))
  // A call that tracks nothing, such as a flush, has no item that could say it.
  const dropped = items.length === 0 && reading.effects.length > 0
  return dropped ? only({ kind: 'ignored', text: `${call.method}(): ${STOPPED}` }) : { items, effects: [] }
}

const STOPPED =
  'The SDK is stopped: it drops every call until it is configured again (iOS guide, “Stop SDK integration”).'

/**
 * What the SDK adds to an item by the default properties that it was seen to be given: the event's own win (iOS guide,
 * “Default properties”). Not to a token's state and, where that is configured, not to customer updates (iOS SDK 4.0.1
 * TrackingManager.swift:326); of a click on a link only the address is sent.
 */
function withDefaults(item: CallItem, { config }: Tracker): CallItem {
  const { defaultProperties, allowDefaultCustomerProperties: allowed } = objectOr(config)
  const ofCustomer = item.type === 'identify' || item.name === PUSH_TOKEN
  if (item.refused !== undefined || ['notification_state', 'campaign_click'].includes(item.name)) return item
  if (!isObject(defaultProperties) || isMark(defaultProperties) || (ofCustomer && allowed === false)) return item
  // A null is left out on its way (DatabaseManager+DataType.swift:84; React Native SDK 3.0.0 on Android).
  const adds = Object.entries(defaultProperties).filter(
    ([name, value]) => value !== null && !Object.hasOwn(item.properties, name),
  )
  return adds.length ? { ...item, adds: Object.fromEntries(adds) } : item
}

function readMethod(call: ReadableCall, tracker: Tracker, beside: Beside): Reading {
  const { method, args } = call
  if (Object.hasOwn(METHODS, method)) return METHODS[method]?.(call, tracker, beside) ?? NOTHING
  if (PUSH.test(method)) return one(readPush(method, args))
  if (BANNER.test(method)) return one(readBanner(method, args))
  if (INBOX.test(method)) return one(readInbox(method, args))
  return NOTHING
}

const ALREADY = 'The SDK is already configured; this configure is ignored.'

function configure(call: ReadableCall, tracker: Tracker, beside: Beside): Reading {
  // The installation once for each customer, the rest as the app becomes active (iOS guide, “Tracking”, “Track token
  // manually”).
  const causes: Effect = { kind: 'causes', things: [INSTALLATION, SESSION_END, SESSION_START, ...tokens(2)] }
  // Exponea+Configuration.swift:128, of an SDK that was seen being configured. What it tracks in that moment may still
  // be of the page's doing.
  if (tracker.status === 'running' && tracker.key !== null && tracker.config !== null)
    return { items: [], effects: [{ kind: 'ignored', text: ALREADY }, causes] }
  const config = propertiesOf(argument(call.args, 0))
  const key = keyOf(config)
  // An empty token is none; without any, the configuration has a form that is not known here.
  const token = key ?? (typeof config.projectToken === 'string' ? config.projectToken : null)
  const problem =
    (token === null ? null : projectProblem(token, config.baseUrl)) ?? mappingProblem(config.projectMapping)
  if (problem !== null) return only({ kind: 'ignored', text: `The SDK could not be configured: ${problem}.` })
  const settings = { automatic: true, timeout: 60, ...sessionSettings(config) }
  const running: Effect = {
    kind: 'tracker',
    status: 'running',
    config,
    session: settings,
    flushMode: flushModeOf(config.flushMode) === null ? 'IMMEDIATE' : String(config.flushMode),
    ...(key === null ? {} : { key }),
  }
  // The device keeps its token over a launch, for whichever project (iOS guide, “Track token manually”).
  const kept = beside().findLast(({ pushToken }) => pushToken !== null)?.pushToken ?? null
  const push: readonly Effect[] = kept === null ? [] : [{ kind: 'push', token: kept, moves: true }]
  return { items: [], effects: [running, ...keptCustomer(tracker, beside()), ...push, causes] }
}

/** The device keeps its customer too, until anonymize, for whichever project (iOS guide, “Identify”). */
function keptCustomer({ device }: Tracker, beside: readonly Tracker[]): readonly Effect[] {
  const known = beside.filter((each) => each.device === device && each.customerAt !== undefined)
  const last = known.sort((a, b) => (a.customerAt ?? 0) - (b.customerAt ?? 0)).at(-1)
  if (!last) return []
  const { customer, traits } = last
  const text = 'The device keeps its customer over a launch'
  return [{ kind: 'identity', change: 'seen', ...customer, traits, replace: true, replaceTraits: true, text }]
}

function trackEvent(call: ReadableCall): Reading {
  const type = argument(call.args, 0)
  const { properties, ...refusal } = given(call, 1)
  const time = timed(argument(call.args, 2))
  const name = typeof type === 'string' ? type : ''
  const consent = name === 'consent' ? readConsent(properties) : { effects: [], notes: [] }
  const untyped =
    name === ''
      ? [
          note(
            'name',
            `The event type is required (iOS guide, “Track event”); it is ${type === '' ? 'empty' : typeName(type)}.`,
          ),
        ]
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
  const refused = `The properties are not an object but ${typeName(value)}: the bridge refuses the call.`
  return { properties: {}, refused, doubted: true }
}

/**
 * A universal link was opened: `campaign_click` if its address has `xnpe_cmp`, else nothing is tracked of it
 * (iOS SDK 4.0.1 ExponeaInternal+Tracking.swift:279).
 */
function campaignClick(call: ReadableCall): Reading {
  const url = stringOr(argument(call.args, 0))
  const item: CallItem = { type: typeOfEvent('campaign_click'), name: 'campaign_click', properties: { url } }
  if (url === null || url === '') return one({ ...item, refused: 'The link is not a text: nothing is tracked.' })
  if (queryOf(url).get('xnpe_cmp')) return one(item)
  return one({ ...item, refused: 'No campaign_click without a value for xnpe_cmp in the address.' })
}

/**
 * What a timestamp argument claims, in seconds since 1970 (iOS guide, “Track event”, “Identify”, “Track payment”), and
 * what is odd about it.
 */
function timed(value: Json | undefined): { readonly claimedAt?: number; readonly notes: readonly Note[] } {
  const { seconds, notes } = callTime(value)
  const claimedAt = wireTime(seconds)
  return claimedAt === null ? { notes } : { claimedAt, notes }
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
  // Without an object there are no IDs of which anything could be said.
  const said = isObject(argument(call.args, 0)) ? notes : []
  const item = { ...natureOfUpdate(properties), properties, ...time, notes: [...said, ...lost, ...time.notes] }
  return refused === undefined ? one(item, effect) : one({ ...item, refused, doubted: true })
}

/** Why IDs are refused: they are required, and texts (iOS guide, “Identify”; Android's bridge leaves others out). */
function refusedIds(value: Json | undefined, ids: JsonObject): string | undefined {
  if (!isObject(value) || isMark(value)) return 'customerIds is required and must be an object (iOS guide, “Identify”).'
  const odd = Object.entries(ids).find(([, id]) => typeof id !== 'string')
  if (!odd) return undefined
  return `The ID “${odd[0]}” is not a text (iOS guide, “Identify”): iOS refuses the call; Android leaves out the ID.`
}

/**
 * Tracks nothing by itself that could be told from the call: what the SDK tracks then is automatic, and comes by the
 * wire (iOS guide, “Anonymize”).
 */
function anonymize(call: ReadableCall, tracker: Tracker): Reading {
  const project = switchedTo(argument(call.args, 0))
  const refused = project && 'problem' in project ? project.problem : mappingProblem(argument(call.args, 1))
  if (refused !== null) return only({ kind: 'ignored', text: `anonymize refused: ${refused}` })
  const { key = null, form = null } = project && 'key' in project ? project : {}
  const text =
    key === null ? 'Anonymized: a new customer with a new cookie' : `Anonymized and switched to project ${key}`
  const mapping = argument(call.args, 1)
  const isMapped = isObject(mapping) && !isMark(mapping)
  // An SDK whose configuration was not seen is none that was seen to be configured.
  const config = tracker.config === null ? {} : { config: switchedConfig(objectOr(tracker.config), form, mapping) }
  const switched: readonly Effect[] =
    key !== null
      ? [{ kind: 'tracker', key, status: 'running', ...config }]
      : isMapped
        ? [{ kind: 'tracker', ...config }]
        : []
  // iOS SDK 4.0.1 ends the session first (ExponeaInternal+Tracking.swift:466); the guide's version does not.
  const sessions = automaticSessions(tracker) ? [SESSION_END, SESSION_START] : []
  const causes: Effect = { kind: 'causes', things: [INSTALLATION, ...sessions, ...tokens(2)] }
  const forgotten = automaticSessions(tracker) ? [] : [noSession(call)]
  return { items: [], effects: [causes, ...forgotten, anonymized(text), ...switched] }
}

const INSTALLATION = { type: 'installation', name: 'installation' } as const

/** A token is tracked at once, whatever the tracking frequency (iOS guide, “Track token manually”). */
function token(call: ReadableCall, tracker: Tracker): Reading {
  const value = stringOr(argument(call.args, 0))
  const item: CallItem = { ...pushNature(tracker), properties: {} }
  if (value === null || value === '')
    return one({ ...item, refused: 'There is no token: the SDK logs an error and tracks nothing.' })
  return one(item, { kind: 'push', token: value })
}

function setting(tracker: Tracker, name: string, value: Json | undefined): Reading {
  const config = { ...objectOr(tracker.config), ...(value === undefined ? {} : { [name]: value }) }
  return only({ kind: 'tracker', config, session: sessionSettings(config) })
}

/** The bridge turns automatic tracking on together with the timeout (ExponeaBridge.swift, setSessionTimeout). */
function setSessionTimeout(call: ReadableCall, tracker: Tracker): Reading {
  const timeout = argument(call.args, 0) ?? null
  const config = { ...objectOr(tracker.config), sessionTimeout: timeout, automaticSessionTracking: true }
  return only({ kind: 'tracker', config, session: sessionSettings(config) })
}
