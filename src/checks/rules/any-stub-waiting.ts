/** Calls that wait in a snippet's stub while time passes: the SDK did not load, or was never started. */
import type { Check } from '../check'

export const check: Check = {
  id: 'any-stub-waiting',
  title: 'Calls wait in the stub',
  vendor: null,
  severity: 'warning',
  certainty: 'heuristic',
  source:
    'Bloomreach Web SDK 3.15.0: calls wait for ever if start() is never called. Customer.io snippet ' +
    '4.15.3: calls stay buffered if script or settings are blocked (recorded with 0.5.11). That more ' +
    'than 10 s is too long is a guess.',
  advice:
    'Check that the SDK’s script and its settings load (content blocker, CSP, wrong host) and that ' +
    'start() or load() is called.',
  key: (item) => (item.delivery === 'buffered' ? item.tracker : null),
  tracker: (tracker, past) => {
    if (tracker.status !== 'stub' || tracker.counts.buffered === 0) return null
    const waiting = past.latest(64, tracker.id)
    const oldest = past.first(tracker.id)
    if (!oldest || past.now - oldest.seenAt < PATIENCE) return null
    return {
      text:
        `${tracker.counts.buffered} ${tracker.counts.buffered === 1 ? 'call waits' : 'calls wait'} in the ` +
        `stub of ${tracker.id}, the first being “${oldest.name}”, and the SDK has not loaded more than 10 ` +
        's later.',
      items: waiting.map((item) => item.n).reverse(),
      at: oldest.seenAt + PATIENCE,
    }
  },
}

/** Milliseconds. */
const PATIENCE = 10_000
