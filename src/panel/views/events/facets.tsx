/** What there is, by state, type and vendor with counts, each a switch of the filter; and filters that were kept. */
import { useSignal } from '@preact/signals'
import { asksFor } from '../../../core/query/filter-edit'
import { peopleIn } from '../../../core/query/whose'
import { Icon } from '../../../ui/parts/icon'
import { usePopover } from '../../../ui/parts/popover'
import type { Store } from '../../../ui/store/store'
import { chipsOf, switched } from './chips'
import './facets.css'

/** A button right of the count, and what it opens. */
export function Facets({ store }: { readonly store: Store }) {
  const { open, button, sheet } = usePopover<HTMLDivElement>('facets', 'below')
  return (
    <>
      <button
        type="button"
        class="button bare"
        aria-label="Filters"
        title="By state, type, vendor; saved filters"
        {...button}
      >
        <Icon name="funnel" />
      </button>
      {open && (
        <div class="facets" role="dialog" aria-label="Filters" tabIndex={-1} {...sheet}>
          <Chips store={store} />
          <Kept store={store} />
        </div>
      )}
    </>
  )
}

function Chips({ store }: { readonly store: Store }) {
  const text = store.filterText.value
  const state = store.state.value
  const inView = [...state.items.slice(store.hiddenBelow.value)]
  return (
    <>
      {chipsOf(
        inView,
        text,
        peopleIn(() => state),
      ).map(([title, chips]) => (
        <fieldset key={title}>
          <legend>{title}</legend>
          {chips.map(({ word, label, count }) => (
            <button
              key={word}
              type="button"
              class={asksFor(text, `-${word}`) ? 'chip-switch out' : 'chip-switch'}
              aria-pressed={asksFor(text, word)}
              title={`Show only ${word}; with Alt leave it out`}
              onClick={(event) => {
                const words = chips.map((each) => each.word)
                store.filterText.value = switched(store.filterText.peek(), word, words, event.altKey)
              }}
            >
              {label} <b class="nums">{count.toLocaleString()}</b>
            </button>
          ))}
        </fieldset>
      ))}
    </>
  )
}

/** Saved and recent filters, and the way to save the one in force. */
function Kept({ store }: { readonly store: Store }) {
  const name = useSignal('')
  const { saved, recent } = store.preferences.value.value
  const text = store.filterText.value.trim()
  const use = (filter: string) => {
    store.filterText.value = filter
    store.preferences.used(filter)
  }
  return (
    <>
      {text !== '' && !saved.some((each) => each.text === text) && (
        <form
          class="cluster"
          onSubmit={(event) => {
            event.preventDefault()
            store.preferences.change({ saved: [...saved, { name: name.value.trim() || text, text }] })
            name.value = ''
          }}
        >
          <input
            type="text"
            class="grow"
            aria-label="Name of the filter"
            placeholder={`Name for ${text}`}
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value
            }}
          />
          <button type="submit" class="button">
            <Icon name="star" /> Save filter
          </button>
        </form>
      )}
      {saved.length > 0 && (
        <fieldset>
          <legend>Saved</legend>
          {saved.map((each) => (
            <span key={each.text} class="kept">
              <button
                type="button"
                class="chip-switch"
                aria-pressed={text === each.text}
                title={each.text}
                onClick={() => use(each.text)}
              >
                {each.name}
              </button>
              <button
                type="button"
                class="button bare"
                aria-label={`Forget ${each.name}`}
                onClick={() => store.preferences.change({ saved: saved.filter((other) => other !== each) })}
              >
                <Icon name="close" />
              </button>
            </span>
          ))}
        </fieldset>
      )}
      {recent.length > 0 && (
        <fieldset>
          <legend>Recent</legend>
          {recent.map((each) => (
            <button key={each} type="button" class="chip-switch" aria-pressed={text === each} onClick={() => use(each)}>
              <code>{each}</code>
            </button>
          ))}
        </fieldset>
      )}
      {text === '' && saved.length === 0 && recent.length === 0 && (
        <p class="quiet">A filter in force can be saved here under a name.</p>
      )}
    </>
  )
}
