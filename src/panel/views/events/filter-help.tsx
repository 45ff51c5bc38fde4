/** What the filter understands, behind a button in its field. */
import { FILTER_KEYS } from '../../../core/query/filter-words'
import { Icon } from '../../../ui/parts/icon'
import { usePopover } from '../../../ui/parts/popover'

/** Stays while one types. */
export function FilterHelp() {
  const help = usePopover<HTMLDListElement>('filter-help', 'below', { stays: true })
  return (
    <>
      <button type="button" class="button bare" aria-label="Filter help" {...help.button}>
        <Icon name="question" />
      </button>
      {help.open && (
        <dl class="filter-help" {...help.sheet}>
          {FILTER_KEYS.map((entry) => (
            <div key={entry.key}>
              <dt>
                <code>{entry.key}</code>
              </dt>
              <dd>
                {entry.meaning}
                {entry.values && (
                  <span class="quiet">: {entry.values.map((value) => value.replace(' ', '-')).join(', ')}</span>
                )}
              </dd>
            </div>
          ))}
          <div>
            <dt>
              <code>-word</code>
            </dt>
            <dd>leaves out what matches; quotes keep words together</dd>
          </div>
        </dl>
      )}
    </>
  )
}
