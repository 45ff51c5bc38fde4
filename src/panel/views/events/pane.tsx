/**
 * What stands beside the list: the details of one item, two side by side, or what several have in common. The code of
 * each is fetched when it is first shown.
 */
// biome-ignore-all lint/a11y/noStaticElementInteractions: Escape is heard from everything inside the details
import type { State } from '../../../core/state'
import { lazy } from '../../../ui/parts/lazy'
import type { Store } from '../../../ui/store/store'
import type { CompareProps } from './compare'
import type { DetailsProps } from './details'
import type { SeveralProps } from './several'

const Compare = lazy<CompareProps>('The comparison', async () => (await import('./compare')).Compare)
const Details = lazy<DetailsProps>('The item', async () => (await import('./details')).Details)
const Several = lazy<SeveralProps>('The choice', async () => (await import('./several')).Several)

interface PaneProps {
  readonly store: Store
  readonly state: State
  readonly onClose: () => void
}

/** `onClose` takes it away, as Escape does. */
export function Pane(props: PaneProps) {
  return (
    <div
      class="details-pane"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        // Developer tools would open their drawer.
        event.stopPropagation()
        props.onClose()
      }}
    >
      <Inside {...props} />
    </div>
  )
}

function Inside({ store, state, onClose }: PaneProps) {
  const chosen = [...store.chosen.value].flatMap((n) => state.items.get(n) ?? [])
  const { reference, selected } = store
  const item = selected.value === null ? undefined : state.items.get(selected.value)
  const pinned = reference.value === null ? undefined : state.items.get(reference.value)
  if (chosen.length > 2) return <Several store={store} items={chosen} onClose={onClose} />
  const [one, other] = chosen.length === 2 ? chosen : pinned && item && pinned !== item ? [pinned, item] : []
  if (one && other)
    return (
      <Compare
        state={state}
        one={one}
        other={other}
        pinned={pinned === one}
        onPin={() => {
          reference.value = one.n
          selected.value = other.n
          store.chosen.value = new Set()
        }}
        onUnpin={() => {
          reference.value = null
        }}
        onClose={onClose}
      />
    )
  return item ? <Details key={item.n} store={store} item={item} state={state} onClose={onClose} /> : null
}
