/** The filters that were given a name. */
import { useSignal } from '@preact/signals'
import { parseFilter } from '../../core/query/filter'
import { vendorName } from '../../ui/parts/vendor'
import type { Store } from '../../ui/store/store'
import { Add, Entries, Part, Problem, TextField } from './part'

/** The list, and a form for one more. */
export function Filters({ store }: { readonly store: Store }) {
  const { saved } = store.preferences.value.value
  const name = useSignal('')
  const text = useSignal(store.filterText.peek())
  const problem = useSignal<string | null>(null)
  const put = (list: typeof saved) => store.preferences.change({ saved: list })
  const add = () => {
    const filter = text.value.trim()
    const [first] = parseFilter(filter, vendorName).problems
    problem.value =
      filter === ''
        ? 'Write a filter, for example is:failed type:event.'
        : first
          ? `“${first.text}”: ${first.why}`
          : null
    if (problem.value !== null) return
    put([...saved.filter((each) => each.text !== filter), { name: name.value.trim() || filter, text: filter }])
    name.value = ''
    text.value = ''
  }
  return (
    <Part title="Saved filters" about="They stand behind the funnel beside the filter of Events.">
      <Entries
        none="None yet."
        entries={saved.map((each) => ({
          key: each.text,
          name: each.name,
          detail: each.name === each.text ? '' : each.text,
          word: 'Forget',
          takeAway: () => put(saved.filter((other) => other !== each)),
        }))}
      />
      <Add word="Save filter" onAdd={add}>
        <TextField
          label="Filter"
          value={text}
          wrong={problem.value !== null}
          problem="saved-problem"
          onEdit={() => {
            problem.value = null
          }}
        />
        <TextField label="Name" value={name} />
      </Add>
      <Problem id="saved-problem" text={problem.value} />
    </Part>
  )
}
