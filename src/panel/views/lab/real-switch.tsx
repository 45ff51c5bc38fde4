/** The switch for real sending, and what it means before it is thrown. */
import { useSignal } from '@preact/signals'
import { Icon } from '../../../ui/parts/icon'
import { OwnTab } from '../../../ui/parts/own-tab'
import type { LabStore } from './lab-store'
import { hostOf, type Real } from './real'
import '../../../ui/parts/check.css'

/** Off until it was explained and confirmed. */
export function RealSwitch({ lab, real }: { readonly lab: LabStore; readonly real: Real }) {
  const asking = useSignal(false)
  const hosts = [...new Set(lab.frame.value.requests.map(({ request }) => hostOf(request.url)))]
  const on = real.on.value
  return (
    <div class="lab-stack">
      <label class="check">
        <input
          type="checkbox"
          checked={on || asking.value}
          aria-describedby="lab-real-hint"
          onChange={() => {
            if (on) real.switchOff()
            else asking.value = !asking.value
          }}
        />
        Send for real
      </label>
      <p class="lab-hint" id="lab-real-hint">
        {on
          ? `On. Requests wait under “Waiting for an answer”: each is shown in full before you send it.${
              real.trusted.value.size > 0 ? ` Sent without asking: ${[...real.trusted.value].join(', ')}.` : ''
            }`
          : 'Off: nothing leaves this panel; the server above is played by the Lab.'}
      </p>
      {asking.value && !on && (
        <fieldset class="lab-callout warn" aria-label="Send for real?">
          <p>
            <strong>Real servers will receive real data.</strong> What you track here then appears in the project whose
            key is in the configuration, and destructive calls are carried out there.
          </p>
          <ul>
            <li>
              {hosts.length > 0
                ? `So far this sequence would go to ${hosts.join(', ')}.`
                : 'So far this sequence sends nothing.'}
            </li>
            <li>
              Nothing is sent right away: each request is shown in full first, with its address, headers and body.
            </li>
            <li>
              The browser asks for the permission to reach each host: now for those above, later at the first send to
              another.
            </li>
            <li>The server’s true answer is fed back to the SDK, and is kept in the sequence.</li>
          </ul>
          <div class="lab-row">
            <button
              type="button"
              class="button primary"
              onClick={() => {
                asking.value = false
                void real.switchOn()
              }}
            >
              Switch it on
            </button>
            <button
              type="button"
              class="button"
              onClick={() => {
                asking.value = false
              }}
            >
              Leave it off
            </button>
          </div>
        </fieldset>
      )}
      {real.trouble.value !== null && (
        <p class="lab-callout bad" role="alert">
          <Icon name="warning" /> {real.trouble.value} <OwnTab store={real} />
        </p>
      )}
    </div>
  )
}
