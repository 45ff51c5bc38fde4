/**
 * The line at the foot of the panel: who is tracked by what, in which session, with what consent, what is pending or
 * failed, and what could not be seen.
 */
// biome-ignore-all lint/a11y/useSemanticElements: a region that is no section of a text

import { Fragment } from 'preact'
import { completeness, heardBrowser } from '../../core/query/completeness'
import { type Summary, summary } from '../../core/query/summary'
import type { State } from '../../core/state'
import { consentText, customersOf, sessionText, trackersText, trackerText } from '../../ui/parts/glance'
import { Icon } from '../../ui/parts/icon'
import { lazy } from '../../ui/parts/lazy'
import { usePopover } from '../../ui/parts/popover'
import { clockTime } from '../../ui/parts/text'
import { vendorName } from '../../ui/parts/vendor'
import { Who } from '../../ui/parts/who'
import { type Coverage as Covered, coverageOf } from '../../ui/store/coverage'
import type { Store } from '../../ui/store/store'
import './status-line.css'

const Limits = lazy<{ readonly store: Store; readonly coverage: Covered }>(
  'What could not be seen',
  async () => (await import('./limits')).Limits,
)

/** Always there, true at every moment that is shown. */
export function StatusLine({ store }: { readonly store: Store }) {
  const now = store.now.value
  const glance = summary(store.state.value, now, { counts: store.inView.counts.value })
  const { trackers, pending, failed, unknown, held, gaps, missing } = glance
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
        {held.length > 0 && (
          <span class="stat held">
            <Icon name="ban" /> Stop in force<span class="held-vendors">: {held.map(vendorName).join(', ')}</span>
          </span>
        )}
        {count('is:pending', pending, 'pending', 'moving')}
        {count('is:failed', failed, 'failed', 'bad')}
        {unknown > 0 && count('is:unknown', unknown, 'unknown', 'warn')}
        <span class={gaps > 0 ? 'stat tone-warn' : 'stat quiet'} data-fact="missing">
          <b>{(missing || gaps).toLocaleString()}</b> missing
        </span>
        <Current trackers={trackers} />
        <Told fact="session" text={sessionText(trackers, now)} />
        <Told fact="consent" text={consentText(trackers)} />
        <TrackerList trackers={trackers} />
      </div>
    </footer>
  )
}

/** Where the line has no room for all of it, its title does. */
function Told({ fact, text }: { readonly fact: string; readonly text: string }) {
  return (
    <span class="stat told" data-fact={fact} title={text}>
      {text}
    </span>
  )
}

function TrackerList({ trackers }: Pick<Summary, 'trackers'>) {
  return (
    <span class="stat told trackers" title={trackers.map(trackerText).join('\n')}>
      {trackersText(trackers)}
    </span>
  )
}

/** The customer of each tracker, told once where they are the same. */
function Current({ trackers }: Pick<Summary, 'trackers'>) {
  const { customers, title } = customersOf(trackers)
  return (
    <span class="stat customer" data-fact="customer" title={title}>
      <Icon name="person" />
      <span class="ellipsis">
        {customers.size === 0 && 'no customer seen'}
        {[...customers.values()].slice(0, 2).map((customer, at) => (
          <Fragment key={at}>
            {at > 0 && ' · '}
            <Who customer={customer} />
          </Fragment>
        ))}
        {customers.size > 2 && ` +${customers.size - 2}`}
      </span>
    </span>
  )
}

/** What files of other tools cannot tell, in one line that has it all as its title. */
function Lacks({ state }: { readonly state: State }) {
  const { doubts } = completeness(state, heardBrowser(state))
  const lacking = doubts.filter(({ reason }) => reason !== 'calls')
  const [first = doubts[0]] = lacking
  return (
    <span
      class={lacking.length > 0 ? 'coverage coverage-line broken' : 'coverage coverage-line'}
      title={doubts.map(({ text }) => text).join('\n')}
    >
      <Icon name={lacking.length > 0 ? 'warning' : 'info'} />
      <span class="ellipsis">
        {first?.text}
        {lacking.length > 1 && ` And ${lacking.length - 1} more.`}
      </span>
    </span>
  )
}

/** "Complete since 12:03:04 — …": one line that opens to what could not be seen, why, and what to do. */
function Coverage({ store }: { readonly store: Store }) {
  const { open, button, sheet } = usePopover<HTMLDivElement>('limits', 'above')
  if (store.recording.value !== null) {
    const { blind, accepted, files } = store.state.value
    if (files.length > 0) return <Lacks state={store.state.value} />
    const gaps = blind.size
    const hosts = [...new Set(accepted.map(({ host }) => host))].join(', ')
    const line = `Recording, ${gaps === 0 ? 'no' : gaps.toLocaleString()} ${gaps === 1 ? 'gap' : 'gaps'}`
    const rest = ` counted in it${hosts && `; answers of ${hosts} count as accepted, as was declared`}`
    return (
      <span class="coverage coverage-line" title={line + rest}>
        <span class="coverage-head">{line}</span>
        <span class="ellipsis coverage-rest">{rest}</span>
      </span>
    )
  }
  const behind = store.log.value.behind.value
  const coverage = coverageOf(store.state.value, store.sources.value, clockTime, behind)
  const [head, rest] = parted(coverage.line)
  const broken = coverage.limits.some((limit) => limit.weight === 'broken')
  return (
    <div class="coverage">
      <button
        type="button"
        class={broken || coverage.since === null ? 'coverage-line broken' : 'coverage-line'}
        title={coverage.line}
        aria-controls={open ? 'limits' : undefined}
        {...button}
      >
        <Icon name={broken ? 'warning' : coverage.since === null || behind > 0 ? 'info' : 'check'} />
        <span class="coverage-head">{head}</span>
        <span class="ellipsis coverage-rest">{rest}</span>
        <span class="twist-up">
          <Icon name="chevron" />
        </span>
      </button>
      {open && (
        <div class="limits" role="region" aria-label="What could not be seen" tabIndex={-1} {...sheet}>
          <Limits store={store} coverage={coverage} />
        </div>
      )}
    </div>
  )
}

/** What has to be read whole, up to the dash, and the rest, which may be cut. */
function parted(line: string): readonly [string, string] {
  const at = line.indexOf(' — ')
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at)]
}
