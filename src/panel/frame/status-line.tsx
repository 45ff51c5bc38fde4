/**
 * The line at the foot of the panel: who is tracked by what, in which session, with what consent, what is pending or
 * failed, and what could not be seen.
 */
// biome-ignore-all lint/a11y/useSemanticElements: a region that is no section of a text

import { Fragment } from 'preact'
import { completeness, heardBrowser } from '../../core/query/completeness'
import { type Summary, summary } from '../../core/query/summary'
import type { State } from '../../core/state'
import { counted } from '../../core/text'
import { consentText, customersOf, sessionText, trackersText, trackerText } from '../../ui/parts/glance'
import { Icon, type IconName } from '../../ui/parts/icon'
import { lazy } from '../../ui/parts/lazy'
import { usePopover } from '../../ui/parts/popover'
import { clockTime } from '../../ui/parts/text'
import { vendorName } from '../../ui/parts/vendor'
import { Who } from '../../ui/parts/who'
import { type Coverage as Covered, coverageOf } from '../../ui/store/coverage'
import type { Store } from '../../ui/store/store'
import './status-line.css'

const Limits = lazy<{ readonly store: Store; readonly coverage: Covered | null }>(
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
            <Icon name="ban" />
            <span>
              Stop in force<span class="held-vendors">: {held.map(vendorName).join(', ')}</span>
            </span>
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

/** What the line says of completeness. `rest` is left out where there is no room for all of it. */
interface CoverageLine {
  readonly head: string
  readonly rest: string
  readonly icon: IconName | null
  readonly look: string
  /** What is known of the page; null of a file. */
  readonly coverage: Covered | null
}

/** Of the page: "Complete since 12:03:04 — …". */
function lineOfPage(store: Store): CoverageLine {
  const behind = store.log.value.behind.value
  const beside = { behind, traffic: store.inView.traffic.value }
  const coverage = coverageOf(store.state.value, store.sources.value, clockTime, beside)
  const [head, rest] = parted(coverage.line)
  const broken = coverage.limits.some((limit) => limit.weight === 'broken')
  const icon = broken ? 'warning' : coverage.since === null || behind > 0 ? 'info' : 'check'
  return { head, rest, icon, look: broken || coverage.since === null ? 'broken' : '', coverage }
}

/** Of what was opened: what files of other tools cannot tell, or what a recording counted. */
function lineOfOpened(state: State): CoverageLine {
  const { blind, accepted, files } = state
  if (files.length > 0) {
    const { doubts } = completeness(state, heardBrowser(state))
    const lacking = doubts.filter(({ reason }) => reason !== 'calls')
    const kind = files.length > 1 ? `${files.length} files` : files[0]?.format === 'har' ? 'HAR' : 'Trace'
    const [first = doubts[0]] = lacking
    const more = lacking.length > 1 ? ` And ${lacking.length - 1} more.` : ''
    const rest = first ? ` — ${first.text}${more}` : ''
    const isWhole = lacking.length === 0
    const [icon, look] = isWhole ? (['info', 'calm'] as const) : (['warning', 'lacking'] as const)
    return { head: `${kind}, ${gapsText(lacking.length)}`, rest, icon, look, coverage: null }
  }
  const hosts = [...new Set(accepted.map(({ host }) => host))].join(', ')
  const rest = ` counted in it${hosts && `; answers of ${hosts} count as accepted, as was declared`}`
  return { head: `Recording, ${gapsText(blind.size)}`, rest, icon: null, look: 'calm', coverage: null }
}

function gapsText(gaps: number): string {
  return gaps === 0 ? 'no gaps' : counted(gaps, 'gap')
}

/** One line that opens to all that it and the facts beside it tell, what could not be seen, why, and what to do. */
function Coverage({ store }: { readonly store: Store }) {
  const { open, button, sheet } = usePopover<HTMLDivElement>('limits', 'above')
  const line = store.recording.value === null ? lineOfPage(store) : lineOfOpened(store.state.value)
  return (
    <div class="coverage">
      <button
        type="button"
        class={`coverage-line ${line.look}`}
        title={line.head + line.rest}
        aria-controls={open ? 'limits' : undefined}
        {...button}
      >
        {line.icon && <Icon name={line.icon} />}
        <span class="coverage-head">{line.head}</span>
        <span class="twist-up">
          <Icon name="chevron" />
        </span>
        <span class="coverage-rest">
          <span>{line.rest}</span>
        </span>
      </button>
      {open && (
        <div class="limits" role="region" aria-label="What could not be seen" tabIndex={-1} {...sheet}>
          <Limits store={store} coverage={line.coverage} />
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
