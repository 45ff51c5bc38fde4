/** How the list looks, to be chosen: the form of its times, the density of its rows. */
import type { KeptPreferences, Preferences, TimeForm } from '../store/preferences'
import './check.css'

const TIMES: readonly (readonly [TimeForm, string])[] = [
  ['absolute', 'Time of day'],
  ['relative', 'Since the first in the list'],
  ['since', 'Since the one above'],
]

const DENSITIES: readonly (readonly [Preferences['density'], string])[] = [
  ['comfortable', 'Comfortable'],
  ['compact', 'Compact'],
]

/** Two groups of radio buttons; what is pressed holds at once. */
export function ListLook({ preferences }: { readonly preferences: KeptPreferences }) {
  const { density, time } = preferences.value.value
  return (
    <>
      <fieldset>
        <legend>Times</legend>
        {TIMES.map(([form, word]) => (
          <label key={form} class="check">
            <input
              type="radio"
              name="time"
              checked={time === form}
              onChange={() => preferences.change({ time: form })}
            />
            {word}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>Rows</legend>
        {DENSITIES.map(([form, word]) => (
          <label key={form} class="check">
            <input
              type="radio"
              name="density"
              checked={density === form}
              onChange={() => preferences.change({ density: form })}
            />
            {word}
          </label>
        ))}
      </fieldset>
    </>
  )
}
