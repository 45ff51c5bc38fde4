/**
 * The line at the foot of the panel: who is tracked by what, in which session, with what consent, what is pending or
 * failed, and what could not be seen.
 */
// biome-ignore-all lint/a11y/useSemanticElements: a region that is no section of a text
import { type Delivery, FAILED, PENDING } from '../../core/item'
import { serverWord } from '../../core/query/consent'
import { presentTrackers } from '../../core/query/present'
import { addedUp, sumOf } from '../../core/query/queue'
import { sessionNow } from '../../core/query/sessions'
import { whoseNow } from '../../core/query/whose'
import type { State, Tracker } from '../../core/state'
import { Icon } from '../../ui/parts/icon'
import { OwnTab } from '../../ui/parts/own-tab'
import { usePopover } from '../../ui/parts/popover'
import { clockTime, duration, whoseText, whoseTitle } from '../../ui/parts/text'
import { trackerName } from '../../ui/parts/tracker'
import { vendorName } from '../../ui/parts/vendor'
import { coverageOf } from '../../ui/store/coverage'
import type { Store } from '../../ui/store/store'
import { DeclaredList } from './declared-list'
import './status-line.css'

/** Always there, true at every moment that is shown. */
export function StatusLine({ store }: { readonly store: Store }) {
  const state = store.state.value
  const trackers = presentTrackers(state)
  const counts = addedUp(store.inView.counts.value.values())
  const sum = (states: readonly Delivery[]): number => sumOf(counts, states)
  const pending = sum(PENDING)
  const failed = sum(FAILED)
  const unknown = sum(['unknown'])
  const gaps = state.blind.filter((blind) => blind.reason !== 'cleared')
  const missing = gaps.reduce((all, blind) => all + blind.missing, 0)
  const held = new Set(state.documents.valueSeq().flatMap((document) => (document.left ? [] : document.held)))
  const count = (states: string, number: number, word: string, tone: string) => (
    <button
      type="button"
      class={number > 0 ? `stat tone-${tone}` : 'stat quiet'}
      data-fact={word}
      title={`Show what is ${word} in Events`}
      onClick={() => store.show({ filter: states })}
    >
      <b>{number.toLocaleString()}</b> {word}
    </button>
  )
  return (
    <footer class="status" aria-label="Status" role="contentinfo">
      <Coverage store={store} />
      <div class="facts">
        {held.size > 0 && (
          <span class="stat held">
            <Icon name="ban" /> Stop in force: {[...held].map(vendorName).join(', ')}
          </span>
        )}
        <TrackerList trackers={trackers} />
        <Current trackers={trackers} state={state} />
        <span class="stat" data-fact="session">
          {sessionText(trackers, state, store.now.value)}
        </span>
        <span class="stat" data-fact="consent">
          {consentText(trackers, state)}
        </span>
        {count('is:pending', pending, 'pending', 'moving')}
        {count('is:failed', failed, 'failed', 'bad')}
        {unknown > 0 && count('is:unknown', unknown, 'unknown', 'warn')}
        <span class={gaps.size > 0 ? 'stat tone-warn' : 'stat quiet'} data-fact="missing">
          <b>{(missing || gaps.size).toLocaleString()}</b> missing
        </span>
      </div>
    </footer>
  )
}

function TrackerList({ trackers }: { readonly trackers: readonly Tracker[] }) {
  const title = trackers
    .map(
      (tracker) =>
        `${vendorName(tracker.vendor)} ${tracker.key ?? '(key not seen)'}` +
        `${tracker.version ? ` ${tracker.version}` : ''} — ${tracker.surface}, ${tracker.status}`,
    )
    .join('\n')
  const [first, ...others] = trackers
  const word = !first
    ? 'No tracker seen'
    : others.length > 0
      ? `${trackers.length} trackers`
      : `${vendorName(first.vendor)} ${first.status}`
  return (
    <span class="stat" title={title}>
      {word}
    </span>
  )
}

/** The customer of each tracker, told once where they are the same. */
function Current({ trackers, state }: { readonly trackers: readonly Tracker[]; readonly state: State }) {
  const known = trackers
    .map((tracker) => ({ tracker, whose: whoseNow(state, tracker) }))
    .filter(({ whose }) => whose.customer !== null)
  const words = [...new Set(known.map(({ whose }) => whoseText(whose)))]
  return (
    <span
      class="stat customer"
      data-fact="customer"
      title={known.map(({ tracker, whose }) => `${trackerName(tracker)}:\n${whoseTitle(whose)}`).join('\n\n')}
    >
      <Icon name="person" />
      <span class="ellipsis">
        {words.length === 0 ? 'no customer seen' : words.slice(0, 2).join(' · ')}
        {words.length > 2 && ` +${words.length - 2}`}
      </span>
    </span>
  )
}

function sessionText(trackers: readonly Tracker[], state: State, now: number): string {
  const known = trackers.map((tracker) => sessionNow(state, tracker, now)).filter((each) => each.state !== 'unknown')
  const session = known.find((each) => each.state === 'active' || each.state === 'background') ?? known[0]
  if (!session) return 'session unknown'
  const { startedAt, endedAt } = session
  if (session.state === 'none') return 'no session'
  if (session.state === 'timed out' && endedAt !== null)
    return `session expired at ${clockTime(endedAt)}, no session_end seen`
  const length = startedAt === null ? '' : `, ${duration(Math.max(0, (endedAt ?? now) - startedAt))}`
  return `session ${session.state}${length}`
}

function consentText(trackers: readonly Tracker[], state: State): string {
  const all = trackers.flatMap((tracker) => Object.entries(tracker.consent))
  if (all.length === 0) return 'no consent seen'
  const refused = all.filter(([, consent]) => !consent.granted).map(([category]) => category)
  const words = all.map(([, { item }]) => serverWord(item, state))
  const odd = words.find((word) => word !== null && word !== 'accepted by the server')
  const also = odd ? `, ${odd}` : words.includes('accepted by the server') ? ' and accepted' : ''
  return refused.length === 0
    ? `consent: ${all.length} granted by the page${also}`
    : `consent refused: ${refused.slice(0, 2).join(', ')}${refused.length > 2 ? ' …' : ''}`
}

/** "Complete since 12:03:04 — …": one line that opens to what could not be seen, why, and what to do. */
function Coverage({ store }: { readonly store: Store }) {
  const { open, button, sheet } = usePopover<HTMLDivElement>('limits', 'above')
  if (store.recording.value !== null) {
    const { blind, accepted } = store.state.value
    const gaps = blind.size
    const hosts = [...new Set(accepted.map(({ host }) => host))].join(', ')
    return (
      <span class="coverage-line">
        Recording — {gaps === 0 ? 'no gaps counted in it' : `${gaps.toLocaleString()} gaps counted in it`}
        {hosts && `; answers of ${hosts} count as accepted, as was declared`}
      </span>
    )
  }
  const coverage = coverageOf(store.state.value, store.sources.value, clockTime)
  const broken = coverage.limits.some((limit) => limit.weight === 'broken')
  return (
    <div class="coverage">
      <button
        type="button"
        class={broken || coverage.since === null ? 'coverage-line broken' : 'coverage-line'}
        aria-controls={open ? 'limits' : undefined}
        {...button}
      >
        <Icon name={broken ? 'warning' : coverage.since === null ? 'info' : 'check'} />
        <span class="ellipsis">{coverage.line}</span>
        <span class="twist-up">
          <Icon name="chevron" />
        </span>
      </button>
      {open && (
        <div class="limits" role="region" aria-label="What could not be seen" tabIndex={-1} {...sheet}>
          <h2>What could not be seen, and why</h2>
          <ul>
            {coverage.limits.map((limit, index) => (
              <li key={index} class={limit.weight}>
                <Icon name={limit.weight === 'broken' ? 'warning' : 'info'} />
                <div>
                  <b>{limit.what}</b>
                  <p>{limit.why}</p>
                  {limit.remedy && <p class="remedy">{limit.remedy}</p>}
                  {limit.asks === 'outcomes' && !store.canAskForOutcomes && <OwnTab store={store} />}
                  {limit.asks === 'outcomes' && store.canAskForOutcomes && (
                    <button type="button" class="button" onClick={() => void store.askForOutcomes()}>
                      Allow …
                    </button>
                  )}
                </div>
              </li>
            ))}
          </ul>
          <DeclaredList store={store} />
        </div>
      )}
    </div>
  )
}
