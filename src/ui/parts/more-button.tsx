/** The way to the earlier entries of a list that shows its newest ones first. */
import type { Signal } from '@preact/signals'
import './more-button.css'

/** How many more are shown at once. */
const STEP = 200

/** `rest` is how many are not shown yet. */
export function MoreButton({ limit, rest }: { readonly limit: Signal<number>; readonly rest: number }) {
  return (
    <button
      type="button"
      class="button more-button"
      onClick={() => {
        limit.value += STEP
      }}
    >
      Show earlier ({rest.toLocaleString()})
    </button>
  )
}
