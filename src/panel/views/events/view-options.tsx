/** How the list looks: which columns, how times are written, how dense its rows are. Remembered. */
import { Icon } from '../../../ui/parts/icon'
import { ListLook } from '../../../ui/parts/list-look'
import { usePopover } from '../../../ui/parts/popover'
import type { KeptPreferences } from '../../../ui/store/preferences'
import { COLUMNS, type ColumnId } from './columns'
import '../../../ui/parts/check.css'
import './view-options.css'

/** A button at the end of the filter; `same` are the columns that hide themselves. */
export function ViewOptions({
  preferences,
  same,
}: {
  readonly preferences: KeptPreferences
  readonly same: readonly ColumnId[]
}) {
  const { open, button, sheet } = usePopover<HTMLDivElement>('list-options', 'below')
  const { hidden, widths, order } = preferences.value.value
  return (
    <>
      <button
        type="button"
        class="button bare"
        aria-label="Columns and rows"
        title="Columns, times, density"
        {...button}
      >
        <Icon name="columns" />
      </button>
      {open && (
        <div class="list-options" role="dialog" aria-label="Columns and rows" {...sheet}>
          <fieldset>
            <legend>Columns</legend>
            {COLUMNS.filter(({ id }) => id !== 'name').map(({ id, title }) => (
              <label key={id} class="check">
                <input
                  type="checkbox"
                  checked={!hidden.includes(id)}
                  onChange={(event) =>
                    preferences.change({
                      hidden: event.currentTarget.checked ? hidden.filter((each) => each !== id) : [...hidden, id],
                    })
                  }
                />
                {id === 'number' ? 'Number' : title}
                {same.includes(id) && !hidden.includes(id) && <span class="quiet">the same in every row: hidden</span>}
              </label>
            ))}
          </fieldset>
          <ListLook preferences={preferences} />
          <button
            type="button"
            class="button"
            disabled={Object.keys(widths).length === 0 && order === null && hidden.length === 0}
            onClick={() => preferences.change({ widths: {}, order: null, hidden: [] })}
          >
            Reset columns
          </button>
        </div>
      )}
    </>
  )
}
