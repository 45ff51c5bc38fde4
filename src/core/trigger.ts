/** A trigger's outcome in words. */
import type { TriggerFact } from './fact'

/** What is said of a trigger beside its phase, in one sentence; undefined where there is nothing to say. */
export function triggerMessage({ problem, message, method }: TriggerFact): string | undefined {
  switch (problem) {
    case 'gone':
      return 'This page no longer has that SDK instance. Reload the page, let the SDK load, and press again.'
    case 'lacks':
      return `The SDK on this page has no ${method}. It may not have loaded yet, or its version lacks it.`
    case 'refused':
      return `The SDK refused: ${message ?? ''}`
    case 'threw':
      return `${method} threw: ${message ?? ''}`
    case undefined:
      return message
  }
}
