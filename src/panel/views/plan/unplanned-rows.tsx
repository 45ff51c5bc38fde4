/** What came and is not planned, the most frequent first. */
import { shownName } from '../../../core/text'
import { clipped, visible } from '../../../files/write/plain'
import type { UnplannedCoverage } from '../../../plan/coverage'
import { Icon } from '../../../ui/parts/icon'
import { clockTime, fullTime } from '../../../ui/parts/text'
import { vendorName } from '../../../ui/parts/vendor'
import type { Store } from '../../../ui/store/store'
import { Items } from './items'
import { roomOf } from './loading'

/** Nothing where all is planned. */
export function UnplannedRows({
  store,
  unplanned,
}: {
  readonly store: Store
  readonly unplanned: readonly UnplannedCoverage[]
}) {
  const { open } = roomOf(store)
  if (unplanned.length === 0) return null
  return (
    <section class="block" aria-label="Not planned">
      <div class="block-head">
        <h2>Not planned</h2>
        <span class="quiet">{unplanned.length.toLocaleString()}</span>
      </div>
      <ul class="plan-table">
        {unplanned.map(({ vendor, type, name, nearest, lastSeen, items }) => {
          const key = `unplanned ${vendor} ${type} ${name}`
          const shown = open.value === key
          return (
            <li key={key} class="plan-event">
              <div class="plan-row-short">
                <span class="plan-name">
                  <button
                    type="button"
                    class="plan-opener"
                    aria-expanded={shown}
                    title="Show its items"
                    onClick={() => {
                      open.value = shown ? null : key
                    }}
                  >
                    <span class={shown ? 'plan-twist open' : 'plan-twist'}>
                      <Icon name="chevron" />
                    </span>
                    <b class="break">{clipped(visible(shownName(name))) || `(no name) ${type}`}</b>
                  </button>
                  <span class="quiet plan-wishes">
                    {type === 'event' ? vendorName(vendor) : `${type} · ${vendorName(vendor)}`}
                    {nearest !== null && (
                      <>
                        {' · '}
                        <span class="tone-warn">planned is “{clipped(visible(nearest))}”</span>
                      </>
                    )}
                  </span>
                </span>
                <span class="nums">{items.length.toLocaleString()} ×</span>
                <span class="nums quiet" title={fullTime(lastSeen)}>
                  {clockTime(lastSeen)}
                </span>
              </div>
              {shown && <Items store={store} plan={null} numbers={items} label={`Items of ${clipped(name)}`} />}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
