/** Whether a zero here can be trusted: since when the page is watched, and what could not be seen. */
import { Icon } from '../ui/parts/icon'
import { clockTime } from '../ui/parts/text'
import { coverageOf } from '../ui/store/coverage'
import { edgesOf } from '../ui/store/edges'
import type { Store } from '../ui/store/store'

/** `tracks`: there is a tracker on the page. */
export function Watched({ store, tracks }: { readonly store: Store; readonly tracks: boolean }) {
  const { state, sources, log, inView } = store
  const beside = { behind: log.value.behind.value, traffic: inView.traffic.value }
  const { line, limits, since } = coverageOf(state.value, sources.value, clockTime, beside)
  const broken = since === null || limits.some(({ weight }) => weight === 'broken')
  return (
    <section aria-label="What was watched" class="watched">
      {!tracks && <h2>{broken ? 'No tracking seen on this page' : 'Nothing tracked on this page'}</h2>}
      <p class={broken ? 'tone-warn' : 'tone-good'}>
        <Icon name={broken ? 'warning' : 'check'} /> <span>{line}</span>
      </p>
      {!tracks && !broken && (
        <p class="quiet">
          Tracklens was there before the page’s first script, in all of its frames, and has watched every call of a
          tracking SDK and every fetch, XHR and beacon since.
        </p>
      )}
      <details>
        <summary>What could not be seen, and why</summary>
        <ul>
          {[...limits, ...edgesOf(state.value, sources.value, clockTime)].map(({ what, why, remedy }) => (
            <li key={what}>
              <b>{what}</b>
              <p class="quiet">
                {why} {remedy}
              </p>
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}
