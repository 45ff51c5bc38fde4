/** The switch that says whether copies are masked; it stands beside what copies. */
import { Icon } from '../parts/icon'
import type { Store } from '../store/store'
import { copiesMasked, setCopiesMasked } from './copies'

/** Pressed: personal values in what is copied become stand-ins. */
export function MaskSwitch({ store }: { readonly store: Store }) {
  const masked = copiesMasked(store).value
  return (
    <button
      type="button"
      class="button bare"
      aria-pressed={masked}
      aria-label="Mask copies"
      title={
        masked
          ? 'Personal values in what you copy are masked. Press to copy them as they are.'
          : 'Personal values are copied as they are. Press to mask them.'
      }
      onClick={() => setCopiesMasked(store, !masked)}
    >
      <Icon name="person" />
      <span class="whole">{masked ? 'Copies masked' : 'Copies not masked'}</span>
      <span class="short">{masked ? 'Masked' : 'Not masked'}</span>
    </button>
  )
}
