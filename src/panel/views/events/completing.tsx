/**
 * What is only needed by somebody who types a filter, in one piece that is fetched then: completions, and what the
 * empty list says of properties that nothing has.
 */
import { completionsAt, vocabularyOf } from '../../../core/query/complete'
import { idsOf } from '../../../core/query/whose'
import type { Store } from '../../../ui/store/store'

export { completionsAt, vocabularyOf }

/** `paths` are those of the properties that the filter asks for. */
export interface UnseenProps {
  readonly store: Store
  readonly paths: readonly string[]
}

/** Says of a property that was asked for that no item has it, and which there are. */
export function Unseen({ store, paths }: UnseenProps) {
  const state = store.state.value
  const seen = vocabularyOf(state.items, (item) => idsOf(state, item)).paths
  const missing = paths.filter((path) => !seen.includes(path.replace(/\[?\b\d+\b\]?\.?/g, '').replace(/\.$/, '')))
  if (missing.length === 0 || seen.length === 0) return null
  const few = seen.slice(0, 12)
  return (
    <p>
      No item has a property <code>{missing.join(', ')}</code>. There are: <code>{few.join(', ')}</code>
      {seen.length > few.length && ` and ${(seen.length - few.length).toLocaleString()} more`}.
    </p>
  )
}
