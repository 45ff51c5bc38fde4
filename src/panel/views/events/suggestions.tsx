/** What can be typed next, below the filter field. The field keeps the focus and names the active one. */
// biome-ignore-all lint/a11y/useFocusableInteractive: the field keeps the focus
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the field hears the keys
import type { Completions } from '../../../core/query/complete'

/** `active` is the index of the one that Enter takes; -1 for none. */
export function Suggestions({
  options,
  active,
  onTake,
}: {
  readonly options: Completions['options']
  readonly active: number
  readonly onTake: (at: number) => void
}) {
  return (
    <div
      id="filter-options"
      role="listbox"
      aria-label="Completions"
      class={options.length > 0 ? 'suggestions' : 'hidden'}
    >
      {options.map(({ word, meaning }, at) => (
        <div
          key={word}
          id={`filter-option-${at}`}
          role="option"
          aria-selected={at === active}
          class={at === active ? 'suggestion current' : 'suggestion'}
          // The field would lose the focus, and the list with it, before the click.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(at)}
        >
          <code class="ellipsis">{word}</code>
          <span class="quiet ellipsis">{meaning}</span>
        </div>
      ))}
    </div>
  )
}
