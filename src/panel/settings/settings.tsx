/** The settings, all on one page over the views: kept on this machine, for all tabs. */
// biome-ignore-all lint/a11y/useSemanticElements: a region that is no section of a text
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { Icon } from '../../ui/parts/icon'
import { ListLook } from '../../ui/parts/list-look'
import type { Store } from '../../ui/store/store'
import { Answers } from './answers'
import { Collectors } from './collectors'
import { declaredOf } from './declared'
import { Filters } from './filters'
import { Mutes } from './mutes'
import { Part } from './part'
import { TakeAlong } from './take-along'
import '../../ui/parts/check.css'
import '../../ui/parts/field.css'
import './settings.css'

/** `onClose` leads back to the view before. */
export function Settings({ store, onClose }: { readonly store: Store; readonly onClose: () => void }) {
  const page = useRef<HTMLDivElement>(null)
  const declared = useMemo(() => declaredOf(store), [store])
  useLayoutEffect(() => page.current?.focus(), [])
  const { widths, order, hidden } = store.preferences.value.value
  return (
    <div
      class="view settings"
      role="region"
      aria-label="Settings"
      tabIndex={-1}
      ref={page}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        // Developer tools would open their drawer.
        event.stopPropagation()
        onClose()
      }}
    >
      <div class="settings-head">
        <h2>Settings</h2>
        <span class="quiet grow">
          Kept on this machine, the same for all tabs; of private windows until the panel closes.
        </span>
        <button type="button" class="button bare" aria-label="Close settings" title="Close (Esc)" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <Part title="List" about="How Events looks.">
        <div class="looks">
          <ListLook preferences={store.preferences} />
        </div>
        <button
          type="button"
          class="button start"
          disabled={Object.keys(widths).length === 0 && order === null && hidden.length === 0}
          onClick={() => store.preferences.change({ widths: {}, order: null, hidden: [] })}
        >
          Reset columns
        </button>
      </Part>
      <Collectors store={store} />
      <Answers declared={declared} />
      <Mutes store={store} />
      <Filters store={store} />
      <TakeAlong store={store} declared={declared} />
    </div>
  )
}
