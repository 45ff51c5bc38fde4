/** How trackers are named and chosen. */
import type { Signal } from '@preact/signals'
import type { Tracker } from '../../core/state'
import { vendorName } from './vendor'
import './chip.css'
import './tracker.css'

/** What tells one tracker from another. */
type Named = Pick<Tracker, 'vendor' | 'key' | 'surface' | 'device'>

/** `Customer.io write-key`: enough to tell trackers apart, with the SDK where `trackers` has two of one project. */
export function trackerName(tracker: Named, trackers: readonly Named[] = []): string {
  return `${vendorName(tracker.vendor)} ${tracker.key ?? '(key not seen)'}${surfaceOfTwin(tracker, trackers)}`
}

/** The surface, or the device, in brackets, of an SDK that has a project in common with another one; else nothing. */
export function surfaceOfTwin({ vendor, key, surface, device }: Named, trackers: readonly Named[]): string {
  const twins = trackers.filter((other) => other.vendor === vendor && other.key === key)
  const apart = [
    ...(twins.some((other) => other.surface !== surface) ? [surface] : []),
    ...(twins.some((other) => other.device !== device) ? [`device ${device ?? 1}`] : []),
  ]
  return apart.length > 0 ? ` (${apart.join(', ')})` : ''
}

const STATUS_WORDS: Readonly<Partial<Record<Tracker['status'], string>>> = {
  stub: 'stub, not loaded',
  foreign: 'no SDK, no stub',
}

const TONES: Readonly<Record<Tracker['status'], string>> = {
  ...{ running: 'good', stub: 'waiting', foreign: 'waiting', left: 'waiting' },
  ...{ stopped: 'held', wiped: 'held' },
}

/** What stands at the head of whatever is about one tracker. */
export function TrackerHead({
  tracker,
}: {
  readonly tracker: Pick<Tracker, 'vendor' | 'key' | 'version' | 'surface' | 'status'>
}) {
  const tone = TONES[tracker.status]
  return (
    <div class="tracker-head">
      <h2>{vendorName(tracker.vendor)}</h2>
      <code class="ellipsis" title={tracker.key ?? undefined}>
        {tracker.key ?? 'key not seen'}
      </code>
      <span class={`chip tone-${tone}`}>{STATUS_WORDS[tracker.status] ?? tracker.status}</span>
      <span class="quiet">
        {tracker.surface}
        {tracker.version && ` ${tracker.version}`}
      </span>
    </div>
  )
}

/**
 * A row of switches, one per tracker; nothing where there is only one. `chosen` null stands for all, where `all` is
 * offered, else for `current`.
 */
export function TrackerSwitch({
  trackers,
  chosen,
  current = chosen.value,
  all = false,
}: {
  readonly trackers: readonly Tracker[]
  readonly chosen: Signal<string | null>
  readonly current?: string | null
  readonly all?: boolean
}) {
  if (trackers.length < 2) return null
  const option = (id: string | null, text: string) => (
    <button
      key={id ?? ''}
      type="button"
      class="button"
      aria-pressed={current === id}
      onClick={() => {
        chosen.value = id
      }}
    >
      <span class="ellipsis">{text}</span>
    </button>
  )
  return (
    <fieldset class="switches" aria-label="Tracker">
      {all && option(null, 'All trackers')}
      {trackers.map((tracker) => option(tracker.id, trackerName(tracker, trackers)))}
    </fieldset>
  )
}
