/**
 * What each method of the SDK does with its arguments: names and order of the React Native SDK's API where it has the
 * method.
 */
import { isObject, type Json, objectOr, stringOr } from '../../core/json'
import { notAffected } from '../../providers/bloomreach/calls/ending'
import { arranged } from '../../providers/bloomreach/calls/forms'
import { flushModeOf, settingProblem } from '../../providers/bloomreach/calls/settings'
import { type CallTime, callTime, sessionTime } from '../../providers/bloomreach/calls/time'
import { notificationOf } from '../../providers/bloomreach/push-consent'
import { type Args, type Call, object, tracking } from './call'
import { trackCampaignClick } from './campaign-click'
import { readMapping, readProject } from './configuration'
import { configure } from './configure'
import { flush } from './flush'
import { anonymize, identify } from './identity'
import { setFlushMode } from './lifecycle'
import { messageCalls } from './message-calls'
import { NATIVE_NAMES } from './operation'
import { receiveToken, trackPushOpened, trackPushReceived, trackPushToken, verifyToken } from './push'
import type { Run } from './run'
import { serviceReceives } from './service'
import { manualEnd, manualStart } from './sessions'
import { clearLocalCustomerData, stopIntegration } from './stop'
import { track } from './tracking'

/** A timestamp argument in seconds, null for now. The SDK never checks the unit. */
function timeOf(run: Run, called: string, value: Json | undefined): number | null {
  return read(run, called, callTime(value))
}

function read(run: Run, called: string, { seconds, notes }: CallTime): number | null {
  for (const { text } of notes) run.log('warning', `${called}: ${text}`)
  return seconds
}

/** A session by hand, which a time that is given does not change (React Native SDK 3.0.0 on iOS). */
const session = (change: (run: Run) => void): Call =>
  tracking((run, [timestamp], called) => {
    if (!run.configuration.automaticSessionTracking) read(run, called, sessionTime(timestamp))
    change(run)
  })

function trackEvent(run: Run, [type, given, timestamp]: Args, called: string): void {
  const properties = object(run, called, 'properties', given)
  if (properties === null) return
  const eventType = stringOr(type)
  if (!eventType)
    run.log(
      'warning',
      'eventType is required (iOS guide, “Track event”). The SDK sends the event nevertheless; what the server does ' +
        'with it is unknown.',
    )
  track(run, { kind: 'TRACK_EVENT', eventType, properties, timestamp: timeOf(run, called, timestamp) })
}

function payment(run: Run, [given, timestamp]: Args, called: string): void {
  const properties = object(run, called, 'the properties', given)
  if (properties === null) return
  track(run, { kind: 'PAYMENT', eventType: 'payment', properties, timestamp: timeOf(run, called, timestamp) })
}

function switchAndAnonymize(run: Run, [project, mapping]: Args): void {
  const present = run.configuration
  if (!isObject(project) && !isObject(mapping)) {
    anonymize(run, present.project, present.mapping)
    return
  }
  // A switch without a mapping drops the old one (ExponeaInternal+Tracking.swift:435).
  const next = isObject(project) ? readProject(project, present.project.baseUrl) : present.project
  const extra = typeof next === 'string' ? next : readMapping(mapping, next.baseUrl)
  if (typeof next === 'string' || typeof extra === 'string')
    run.log('error', `anonymize refused: ${typeof next === 'string' ? next : extra}`)
  else anonymize(run, next, extra)
}

const push = (handle: typeof trackPushReceived, considerConsent: boolean): Call => ({
  ...tracking((run, [params]) => {
    const info = notificationOf(params)
    if (info === null) run.log('error', 'Event for push notification is not tracked because payload is invalid')
    else handle(run, info, considerConsent)
  }),
  fromOutside: true,
})

const token: Call = tracking((run, [value]) => {
  if (typeof value === 'string' && value !== '') trackPushToken(run, value)
  else run.log('error', 'The trackNotificationState failed, pushToken is nil')
})

/** A StoreKit purchase that the app did not tell the SDK of (iOS guide, “Payments”). */
function purchase(run: Run, given: Json | undefined): void {
  const properties = object(run, 'purchase', 'properties', given)
  if (properties === null) return
  if (!run.differences.tracksPurchases) {
    run.log('info', 'No code that tracks in-app purchases by itself was found in iOS SDK 4.0.1.')
    return
  }
  run.log('info', 'The guide says that purchases are tracked, and is silent on their properties: these are yours.')
  track(run, { kind: 'PAYMENT', eventType: 'payment', properties })
}

/** A setting that can be changed once the SDK is configured, where its value is one. */
const setting = (method: string, change: (run: Run, value: Json) => void): Call => ({
  when: 'configured',
  run: (run, args, called) => {
    const problem = settingProblem({ method, args }, called)
    if (problem === null) change(run, args[0] ?? null)
    else run.log('error', problem)
  },
})

function setSession(run: Run, change: { automaticSessionTracking: boolean; sessionTimeout: number }): void {
  run.process({ configuration: { ...run.configuration, ...change } })
}

/** Every method, by its name. */
export const calls: Readonly<Record<string, Call>> = {
  configure: {
    when: 'always',
    run: (run, [config]) => {
      for (const { method, args } of configure(run, objectOr(config))) call(run, method, args)
    },
  },
  trackEvent: tracking(trackEvent),
  identifyCustomer: tracking((run, [ids, given, timestamp]) => {
    const properties = object(run, 'identifyCustomer', 'properties', given)
    if (!isObject(ids))
      run.log('error', 'identifyCustomer: customerIds is required and must be an object (iOS guide, “Identify”).')
    else if (properties !== null) identify(run, ids, properties, timeOf(run, 'identifyCustomer', timestamp))
  }),
  anonymize: { when: 'queued', run: switchAndAnonymize },
  trackSessionStart: session(manualStart),
  trackSessionEnd: session(manualEnd),
  trackPushToken: token,
  handlePushNotificationToken: {
    when: 'queued',
    run: (run, [value]) => {
      if (typeof value === 'string' && value !== '') receiveToken(run, value)
    },
  },
  trackDeliveredPush: push(trackPushReceived, true),
  trackDeliveredPushWithoutTrackingConsent: push(trackPushReceived, false),
  trackClickedPush: push(trackPushOpened, true),
  trackClickedPushWithoutTrackingConsent: push(trackPushOpened, false),
  trackPaymentEvent: tracking(payment),
  trackCampaignClick: {
    ...tracking((run, [url]) => {
      if (typeof url === 'string' && url !== '') trackCampaignClick(run, url)
      else run.log('error', 'trackCampaignClick: url must be a text.')
    }),
    fromOutside: true,
  },
  verifyPushStatusAndTrackPushToken: tracking((run) => verifyToken(run)),
  purchase: tracking((run, [properties]) => purchase(run, properties)),
  notificationService: { when: 'always', run: (run, [info, group]) => serviceReceives(run, info, group) },
  ...messageCalls,
  setDefaultProperties: setting('setDefaultProperties', (run, properties) =>
    run.process({ defaultProperties: objectOr(properties) }),
  ),
  getDefaultProperties: {
    when: 'configured',
    run: (run) => run.log('info', `Default properties: ${JSON.stringify(run.state.process.defaultProperties)}`),
  },
  setFlushMode: setting('setFlushMode', (run, name) => {
    const mode = flushModeOf(name) ?? run.state.process.flushMode
    // The React Native bridge gives the periodic mode 60 seconds until setFlushPeriod.
    setFlushMode(run, mode, mode === 'periodic' ? 60 : run.state.process.flushPeriod)
  }),
  setFlushPeriod: setting('setFlushPeriod', (run, seconds) =>
    setFlushMode(run, 'periodic', Math.floor(Number(seconds))),
  ),
  setAutomaticSessionTracking: setting('setAutomaticSessionTracking', (run, enabled) =>
    setSession(run, { automaticSessionTracking: enabled === true, sessionTimeout: run.configuration.sessionTimeout }),
  ),
  // The bridge turns automatic tracking on together with the timeout (ExponeaBridge.swift, setSessionTimeout).
  setSessionTimeout: setting('setSessionTimeout', (run, seconds) =>
    setSession(run, { automaticSessionTracking: true, sessionTimeout: Number(seconds) }),
  ),
  // iOS SDK 3.x ExponeaInternal+Tracking.swift, flushData: not without an authorization.
  flushData: { when: 'queued', authorized: true, run: (run) => flush(run) },
  stopIntegration: { when: 'always', run: (run) => stopIntegration(run) },
  clearLocalCustomerData: { when: 'always', run: (run, [group]) => clearLocalCustomerData(run, group) },
}

/** Methods of processes of their own, which a device has although the app does not run. */
const ELSEWHERE: ReadonlySet<string> = new Set(['notificationService'])

/** Whether a method can be called while the app is not running. */
export function runsElsewhere(method: string): boolean {
  return ELSEWHERE.has(method)
}

/** Makes a call: at once, later, or not at all, as the SDK's state has it. */
export function call(run: Run, called: string, given: Args): void {
  const { method, args } = arranged(NATIVE_NAMES[called] ?? called, given)
  const known = Object.hasOwn(calls, method) ? calls[method] : undefined
  const { process, device } = run.state
  if (known === undefined) run.log('error', `The SDK has no method ${called}.`)
  else if (known.when === 'always') known.run(run, args, called)
  else if (device.stopped)
    run.log(
      'error',
      `Method ${called} has not been invoked, SDK is stopping (iOS guide, “Stop SDK integration”).` +
        notAffected(method),
    )
  else if (process.configuration === null && process.cleared && known.fromOutside)
    run.log('info', `${called} is not handled: the local data was cleared (iOS guide, “Clear local customer data”).`)
  else if (process.configuration === null && known.when === 'configured')
    run.log('warning', `${called} is ignored: the SDK is not configured.`)
  else if (process.configuration === null) {
    run.log('info', `${called} waits until the SDK is configured.`)
    run.process({ waiting: [...process.waiting, { input: 'call', method: called, args: given }] })
  } else if (known.authorized && process.configuration.project.authorization === '') {
    const what = method === 'flushData' ? 'sent' : 'tracked'
    run.log('error', `${called}: the authorization is insufficient, nothing was ${what}.`)
  } else known.run(run, args, called)
}
