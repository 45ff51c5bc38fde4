/** The items of a row, newest first, each with what the plan says of it; a click shows it in Events. */
import type { LoadedPlan } from '../../../plan'
import { ItemList } from '../../../ui/parts/item-list'
import type { Store } from '../../../ui/store/store'

/** `numbers` are ledger numbers, ascending. */
export function Items({
  store,
  plan,
  numbers,
  label,
}: {
  readonly store: Store
  readonly plan: LoadedPlan | null
  readonly numbers: readonly number[]
  readonly label: string
}) {
  const state = store.state.value
  return (
    <ItemList
      state={state}
      label={label}
      count={numbers.length}
      at={(row) => state.items.get(numbers[numbers.length - 1 - row] ?? -1)}
      sentence={(item) => {
        const { valid, breaches } = plan?.judge(item) ?? { valid: true, breaches: [] }
        if (valid === null && plan) return 'Not judged as a whole: a part of it is too long.'
        if (breaches.length === 0) return item.why
        return breaches
          .map(({ kind, text }) =>
            kind === 'missing' ? `${text} is missing` : kind === 'additional' ? `${text} is not planned` : text,
          )
          .join('; ')
      }}
      onOpen={(item) => store.showItem(item.n)}
    />
  )
}
