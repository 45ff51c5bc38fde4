/** Says in every view, for as long as it lasts, that Tracklens holds a vendor's tracking back; and ends it. */
import { Icon } from '../parts/icon'
import type { TriggerRunner } from './trigger-runner'
import './stop-banner.css'

/** One line per vendor that is held back. The region is always there, so that a screen reader tells when it fills. */
export function StopBanner({ runner }: { readonly runner: TriggerRunner }) {
  return (
    <div role="status" aria-label="Stop in force" class="stop-banners">
      {runner.ready.held.value.map((vendor) => {
        const name = runner.ready.vendor(vendor)?.name ?? vendor
        return (
          <div key={vendor} class="stop-banner">
            <Icon name="ban" />
            <span class="grow">
              <b>Stop in force: {name}.</b> Tracklens drops its calls and blocks its requests in this tab, also after a
              navigation.
            </span>
            <button
              type="button"
              class="button"
              title={`Let calls and requests of ${name} pass again`}
              aria-label={runner.ready.held.value.length > 1 ? `Resume ${name}` : 'Resume'}
              aria-disabled={runner.dead.value}
              onClick={() => runner.resume(vendor)}
            >
              Resume
            </button>
          </div>
        )
      })}
    </div>
  )
}
