/** Rules whose findings are not to be shown: the way there, and the way back. */
import { counted } from '../../../core/text'
import { FoldOut } from '../../../ui/parts/fold-out'
import { type FindingGroup, siteOf } from '../../../ui/store/findings'
import { unmuted } from '../../../ui/store/preferences'
import type { Store } from '../../../ui/store/store'

/** Two buttons: for this site, and everywhere. */
export function MuteButtons({
  store,
  rule,
  title,
}: {
  readonly store: Store
  readonly rule: string
  readonly title: string
}) {
  const site = siteOf(store)
  const mute = (site: string | null) => {
    const { muted } = store.preferences.value.peek()
    store.preferences.change({ muted: [...muted, { rule, site }] })
    store.notice.value = {
      kind: 'info',
      text: `“${title}” is muted ${site === null ? 'everywhere' : `on ${site}`}. It is listed below the others.`,
      action: {
        label: 'Undo',
        run: () => {
          store.preferences.change({ muted })
          store.notice.value = null
        },
      },
    }
  }
  return (
    <p class="cluster">
      {site !== null && (
        <button type="button" class="button small" data-stop onClick={() => mute(site)}>
          Mute on {site}
        </button>
      )}
      <button type="button" class="button small" data-stop onClick={() => mute(null)}>
        Mute everywhere
      </button>
    </p>
  )
}

/** What is muted here and would have been found, each with the way back. */
export function Muted({ store, groups }: { readonly store: Store; readonly groups: readonly FindingGroup[] }) {
  const site = siteOf(store)
  const count = groups.reduce((sum, { findings }) => sum + findings.length, 0)
  return (
    <section class="muted" aria-label="Muted rules">
      <FoldOut
        look="button bare quiet"
        line={`${counted(groups.length, 'muted rule')} with ${counted(count, 'finding')}`}
      >
        <ul class="finding-list">
          {groups.map(({ check, findings }) => (
            <li key={check.id}>
              <span>
                {check.title} <span class="badge">{findings.length.toLocaleString()}</span>
              </span>
              <button
                type="button"
                class="button small"
                onClick={() => {
                  const { muted } = store.preferences.value.peek()
                  store.preferences.change({ muted: unmuted(muted, check.id, site) })
                }}
              >
                Unmute
              </button>
            </li>
          ))}
        </ul>
      </FoldOut>
    </section>
  )
}
