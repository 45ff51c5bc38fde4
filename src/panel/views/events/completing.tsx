/**
 * What is only needed by somebody who types a filter, in one piece that is fetched then: completions, and what the
 * empty list says of what nothing has.
 */
import { completionsAt, vocabularyOf } from '../../../core/query/complete'
import type { Filter } from '../../../core/query/filter'
import { FILTER_KEYS } from '../../../core/query/filter-words'
import { idsOf } from '../../../core/query/whose'
import type { Store } from '../../../ui/store/store'

export { completionsAt, vocabularyOf }

/** The filter that finds nothing. */
export interface UnseenProps {
  readonly store: Store
  readonly filter: Filter
}

/** Says what was asked for that no item has, and what there is instead: properties, and values of keys. */
export function Unseen({ store, filter: { paths, wishes } }: UnseenProps) {
  const state = store.state.value
  const seen = vocabularyOf(state.items, (item) => idsOf(state, item))
  const missing = paths.filter((path) => !seen.paths.includes(path.replace(/\[?\b\d+\b\]?\.?/g, '').replace(/\.$/, '')))
  const foreign = wishes.filter(({ within }) => within !== '' && !FILTER_KEYS.some(({ key }) => key === `${within}:`))
  return (
    <>
      {missing.length > 0 && seen.paths.length > 0 && (
        <p>
          No item has a property <code>{missing.join(', ')}</code>. There are: <Some of={seen.paths} />.
        </p>
      )}
      {foreign.map(({ raw, within }) => (
        <p key={raw}>
          The filter has no key <code>{within}:</code>, so <code>{raw}</code> was looked for as text. A property is
          asked for as <code>{within}=…</code>.
        </p>
      ))}
      {wishes.map(({ raw, within, text }) => {
        const values = LISTED.includes(within) ? seen.values.get(`${within}:`) : undefined
        if (text === null || !values || values.some((value) => value.toLowerCase().includes(text.toLowerCase())))
          return null
        return (
          <p key={raw}>
            No item has <code>{raw}</code>. There are: <Some of={values} />.
          </p>
        )
      })}
    </>
  )
}

/** The keys whose values people know by heart: those that were seen are told. */
const LISTED = ['name', 'vendor', 'method']

function Some({ of }: { readonly of: readonly string[] }) {
  const few = of.slice(0, 12)
  return (
    <>
      <code>{few.join(', ')}</code>
      {of.length > few.length && ` and ${(of.length - few.length).toLocaleString()} more`}
    </>
  )
}
