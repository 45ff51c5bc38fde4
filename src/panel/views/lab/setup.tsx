/** What a sequence starts from: vendor, profile, the clock, the SDK's configuration. */
import { Icon } from '../../../ui/parts/icon'
import { draftOf } from './draft'
import { FieldEditor } from './field'
import type { LabStore } from './lab-store'
import './setup.css'

/** Changing anything but the vendor plays the same steps again from the new set-up. */
export function SetupPart({ lab }: { readonly lab: LabStore }) {
  const { setup, steps } = lab.sequence.value
  const model = lab.model.value
  const profile = model.profiles.find(({ id }) => id === setup.profile)
  const chosen = Object.keys(setup.settings).length
  return (
    <section class="lab-part" aria-label="Set-up">
      <div class="lab-pair">
        <label>
          <span class="lab-label">Vendor</span>
          <select
            class="lab-input"
            aria-label="Vendor"
            value={setup.vendor}
            onChange={(event) => {
              const { value } = event.currentTarget
              event.currentTarget.value = setup.vendor
              lab.unlessLost('Change vendor', () => lab.reset(value))
            }}
          >
            {lab.models.map(({ vendor, name }) => (
              <option key={vendor} value={vendor}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="lab-label">Profile</span>
          <select
            class="lab-input"
            aria-label="Profile"
            value={setup.profile}
            onChange={(event) => lab.change({ profile: event.currentTarget.value })}
          >
            {model.profiles.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      {profile && <p class="lab-hint">{profile.hint}</p>}
      <details class="lab-fold">
        <summary>
          <Icon name="chevron" />
          Configuration
          <span class="lab-kind">
            {chosen} of {model.settings.length} set
          </span>
        </summary>
        <div class="lab-fields">
          {steps.length > 0 && (
            <p class="lab-hint">
              A change here plays your {steps.length} steps again from the start, with the same clock and IDs.
            </p>
          )}
          <div class="lab-field">
            <div class="lab-field-head">
              <label for="lab-start" class="lab-field-name">
                Clock starts at
              </label>
            </div>
            <input
              id="lab-start"
              class="lab-input"
              type="datetime-local"
              step="1"
              value={localTime(setup.startAt)}
              onChange={(event) => {
                const at = new Date(event.currentTarget.value).getTime()
                if (Number.isFinite(at)) lab.change({ startAt: at })
              }}
            />
          </div>
          {model.settings.map((field) => (
            <FieldEditor
              key={`${setup.vendor}.${field.name}`}
              id={`lab-set-${field.name}`}
              field={field}
              draft={lab.settings.value[field.name] ?? draftOf(field, undefined)}
              onChange={(draft) => lab.typeSetting(field, draft)}
            />
          ))}
        </div>
      </details>
    </section>
  )
}

/** A time as a `datetime-local` field has it, in the viewer's zone. */
function localTime(at: number): string {
  const date = new Date(at)
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}
