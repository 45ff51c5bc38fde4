/** What the line at the foot opens to: what it tells, in words; what could not be seen and why; what was declared. */
import { useLayoutEffect } from 'preact/hooks'
import { completeness, heardBrowser } from '../../core/query/completeness'
import { summary } from '../../core/query/summary'
import type { State } from '../../core/state'
import { consentText, customersOf, sessionText, trackerText } from '../../ui/parts/glance'
import { Icon } from '../../ui/parts/icon'
import { OwnTab } from '../../ui/parts/own-tab'
import { clockTime } from '../../ui/parts/text'
import type { Coverage } from '../../ui/store/coverage'
import { edgesOf } from '../../ui/store/edges'
import type { Store } from '../../ui/store/store'
import { DeclaredList } from './declared-list'

/** Fetched when it is first opened. `coverage` null: what is shown was opened from a file. */
export function Limits({ store, coverage }: { readonly store: Store; readonly coverage: Coverage | null }) {
  // What it stands in was put in its place while it was empty.
  useLayoutEffect(() => {
    dispatchEvent(new Event('resize'))
  }, [])
  return (
    <>
      <Now store={store} />
      <h2>What could not be seen, and why</h2>
      {coverage ? <LimitsOfPage store={store} coverage={coverage} /> : <Lacks state={store.state.value} />}
      <DeclaredList store={store} />
    </>
  )
}

function LimitsOfPage({ store, coverage }: { readonly store: Store; readonly coverage: Coverage }) {
  const limits = [...coverage.limits, ...edgesOf(store.state.value, store.sources.value, clockTime)]
  return (
    <ul>
      {limits.map((limit, index) => (
        <li key={index} class={limit.weight === 'broken' ? 'broken' : undefined}>
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
  )
}

/** What files of other tools cannot tell, or what a recording counted as not seen. */
function Lacks({ state }: { readonly state: State }) {
  const lacks =
    state.files.length > 0
      ? completeness(state, heardBrowser(state)).doubts.map(({ text }) => text)
      : state.blind.toArray().map(({ detail }) => detail)
  if (lacks.length === 0) return <p>Nothing is counted as missing in this recording.</p>
  return (
    <ul>
      {[...new Set(lacks)].map((text) => (
        <li key={text}>
          <Icon name="info" />
          <div class="break">{text}</div>
        </li>
      ))}
    </ul>
  )
}

/** All that the line tells in words, also where it has no room for them. */
function Now({ store }: { readonly store: Store }) {
  const now = store.now.value
  const glance = summary(store.state.value, now, { counts: store.inView.counts.value })
  const { trackers, pending, failed, unknown } = glance
  const counts = { pending, failed, unknown, blocked: glance.counts.blocked }
  return (
    <dl class="now-list">
      <dt>Delivery</dt>
      <dd>
        {Object.entries(counts)
          .map(([word, count]) => `${count.toLocaleString()} ${word}`)
          .join(', ')}
      </dd>
      <dt>Trackers</dt>
      <dd>{trackers.map(trackerText).join('; ') || 'none seen'}</dd>
      <dt>Customer</dt>
      <dd class="break">{[...customersOf(trackers).customers.keys()].join('; ') || 'none seen'}</dd>
      <dt>Session</dt>
      <dd>{sessionText(trackers, now)}</dd>
      <dt>Consent</dt>
      <dd>{consentText(trackers)}</dd>
    </dl>
  )
}
