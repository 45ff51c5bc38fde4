/** Makes the operations of the Lab's list. */

import { GUIDE_NAMES, labelsOf } from '../../providers/bloomreach/calls/forms'
import type { Field, Operation } from '../model'

/** One operation; the guide's own name for the same works too. */
export function operation(method: string, hint: string, fields: readonly Field[] = [], destructive = false): Operation {
  const also = Object.keys(GUIDE_NAMES).filter((name) => GUIDE_NAMES[name] === method)
  const labels = [method, ...also].map(labelsOf).find((each) => each !== undefined)
  return { method, ...(also.length ? { also } : {}), ...(labels ? { labels } : {}), fields, hint, destructive }
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
