/**
 * The forms that a call of the mobile SDKs can have: by the names and labels of the guide, or as the React Native SDK
 * has them. Capture and the Lab read both alike.
 */
import { isMark, isObject, type Json, type JsonObject } from '../../../core/json'

type Args = readonly Json[]

/** A call by the React Native SDK's name, with its arguments in that SDK's order. */
export interface Arranged {
  readonly method: string
  readonly args: Args
}

/** The guide's own names (iOS tracking guide), where the React Native SDK has another one for the same. */
export const GUIDE_NAMES: Readonly<Record<string, string>> = {
  trackPushReceived: 'trackDeliveredPush',
  trackPushReceivedWithoutTrackingConsent: 'trackDeliveredPushWithoutTrackingConsent',
  trackPushOpened: 'trackClickedPush',
  trackPushOpenedWithoutTrackingConsent: 'trackClickedPushWithoutTrackingConsent',
  trackPayment: 'trackPaymentEvent',
  defaultProperties: 'setDefaultProperties',
}

/**
 * A call as the React Native SDK would make it. The guide's parameters are taken by their labels, from one object, and
 * `trackEvent` in the guide's order too: properties, timestamp, event type (iOS tracking guide, “Track event”).
 */
export function arranged(method: string, args: Args): Arranged {
  if (method === 'defaultProperties' && args.length === 0) return { method: 'getDefaultProperties', args }
  const name = Object.hasOwn(GUIDE_NAMES, method) ? (GUIDE_NAMES[method] ?? method) : method
  return { method: name, args: ordered(method, args) }
}

function ordered(method: string, args: Args): Args {
  const [first] = args
  if (/^trackInAppContentBlock/.test(method)) return [blockOf(method, args)]
  if (method === 'trackEvent' && isGuideOrder(args)) return trimmed([args[2], first, args[1]])
  const labels = [labelsOf(method), newerLabelsOf(method)].find((each) => each && isLabelled(first, each))
  return labels && args.length === 1 && isObject(first) ? trimmed(labels.map((label) => first[label])) : args
}

/** The labels of the guide's parameters, in the React Native SDK's order; the first one must be there. */
const LABELS: Readonly<Record<string, readonly string[]>> = {
  trackEvent: ['eventType', 'properties', 'timestamp'],
  identifyCustomer: ['customerIds', 'properties', 'timestamp'],
  trackPayment: ['properties', 'timestamp'],
  anonymize: ['exponeaProject', 'projectMapping'],
  trackPushToken: ['token'],
  clearLocalCustomerData: ['appGroup'],
  trackCampaignClick: ['url', 'timestamp'],
  trackPushReceived: ['content'],
  trackPushReceivedWithoutTrackingConsent: ['content'],
  trackPushOpened: ['with'],
  trackPushOpenedWithoutTrackingConsent: ['with'],
}

/** The labels that the native SDK has since 4.0 in place of the guide's (ExponeaInternal+Tracking.swift). */
const NEWER_LABELS: Readonly<Record<string, readonly string[]>> = {
  anonymize: ['exponeaIntegrationType', 'exponeaProjectMapping'],
}

/**
 * What the React Native SDK packs into one object of a content block's call: as it is given, or by the places or labels
 * of the native SDKs (iOS SDK 4.0.1 ExponeaType.swift; Android's are the same).
 */
function blockOf(method: string, [first = null, second = null, third = null]: Args): Json {
  const given: JsonObject = isObject(first)
    ? first
    : /Click/.test(method)
      ? { placeholderId: first, action: second, message: third }
      : { placeholderId: first, message: second, errorMessage: third }
  return given.message === undefined ? given : { ...given, contentBlock: given.message }
}

/** Properties first, then a time or nothing, then the event type. */
function isGuideOrder([properties, time, type]: Args): boolean {
  const isTime = typeof time === 'number' || time === null || isMark(time)
  return typeof type === 'string' && isTime && (properties === null || isObject(properties))
}

/** Those of a method; undefined where its parameters are none that could be told by their labels. */
export function labelsOf(method: string): readonly string[] | undefined {
  return Object.hasOwn(LABELS, method) ? LABELS[method] : undefined
}

/** The same of the newer ones; undefined where there are no others. */
export function newerLabelsOf(method: string): readonly string[] | undefined {
  return Object.hasOwn(NEWER_LABELS, method) ? NEWER_LABELS[method] : undefined
}

/** Whether these are a call's labels and nothing else, so that no object of the app's own is taken for them. */
function isLabelled(value: Json | undefined, labels: readonly string[]): value is JsonObject {
  if (!isObject(value) || isMark(value)) return false
  const names = Object.keys(value)
  return names.includes(labels[0] ?? '') && names.every((name) => labels.includes(name))
}

/** Arguments without those that were left out at the end; one left out before another is null. */
function trimmed(args: readonly (Json | undefined)[]): Args {
  const given = args.findLastIndex((arg) => arg !== undefined)
  return args.slice(0, given + 1).map((arg) => arg ?? null)
}
