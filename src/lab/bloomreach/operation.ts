/** Makes the operations of the Lab's list. */
import { GUIDE_NAMES, labelsOf, newerLabelsOf } from '../../providers/bloomreach/calls/forms'
import type { Field, Operation } from '../model'

/**
 * Properties of the native SDK that do what an operation does (iOS guide, “Default properties”, “Customer denies
 * tracking consent”; iOS SDK, ExponeaType.swift, FlushingMode.swift).
 */
const PROPERTIES: Readonly<Record<string, NonNullable<Operation['property']>>> = {
  setDefaultProperties: { name: 'defaultProperties', by: 'set' },
  getDefaultProperties: { name: 'defaultProperties', by: 'get' },
  setFlushMode: { name: 'flushingMode', by: 'set' },
  setFlushPeriod: { name: 'flushingMode', by: 'set', of: 'periodic' },
  isStopped: { name: 'isStopped', by: 'get' },
  onIntegrationStoppedCallbacks: { name: 'onIntegrationStoppedCallbacks', by: 'append' },
}

/** The labels of the native SDK's methods that the guide does not have (iOS SDK, ExponeaType.swift). */
const NATIVE_LABELS: Readonly<Record<string, readonly string[]>> = {
  trackInAppMessageClick: ['message', 'buttonText', 'buttonLink'],
  trackInAppMessageClose: ['message', 'buttonText', 'isUserInteraction'],
}

/** Methods of the native SDK's that have another name than in the React Native SDK (iOS SDK, ExponeaType.swift). */
export const NATIVE_NAMES: Readonly<Record<string, string>> = {
  trackInAppMessageCloseClickWithoutTrackingConsent: 'trackInAppMessageCloseWithoutTrackingConsent',
}

/** One operation; the guide's own name for the same works too. */
export function operation(method: string, hint: string, fields: readonly Field[] = [], destructive = false): Operation {
  const names = { ...GUIDE_NAMES, ...NATIVE_NAMES }
  const also = Object.keys(names).filter((name) => names[name] === method)
  const native = NATIVE_LABELS[method.replace(/WithoutTrackingConsent$/, '')]
  const labels = [method, ...also].map(labelsOf).find((each) => each !== undefined) ?? native
  const property = PROPERTIES[method]
  const newerLabels = newerLabelsOf(method)
  const same = { ...(also.length ? { also } : {}), ...(labels ? { labels } : {}), ...(property ? { property } : {}) }
  return { method, ...same, ...(newerLabels ? { newerLabels } : {}), fields, hint, destructive }
}

/** A method that asks for consent, and the one that tracks whatever the consent says. */
export function anyway(method: string, hint: string, fields: readonly Field[]): readonly Operation[] {
  return [
    operation(method, hint, fields),
    operation(
      `${method}WithoutTrackingConsent`,
      'The same, whatever the consent says (iOS guide, “Push notifications”).',
      fields,
    ),
  ]
}
