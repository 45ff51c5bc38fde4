/**
 * Everything around the SDK: the clock, the app's life, the network, the server, and whether requests are sent for
 * real.
 */
import { useSignal } from '@preact/signals'
import { ACCEPTS, type Answer } from '../../../lab/bench'
import { durationOf } from '../../../lab/step-text'
import { readBody } from './answer'
import type { LabStore } from './lab-store'
import type { Real } from './real'
import { RealSwitch } from './real-switch'
import './world.css'

/** The controls of the device and its surroundings. */
export function World({ lab, real }: { readonly lab: LabStore; readonly real: Real }) {
  const { app, online } = lab.frame.value.view
  return (
    <section class="lab-part" aria-label="Device and server">
      <h2>Device and server</h2>
      <Clock lab={lab} />
      <fieldset class="lab-row" aria-label="App">
        <span class="lab-label">App</span>
        <Press
          label="Background"
          disabled={app !== 'active'}
          run={() => lab.take({ step: 'app', change: 'background' })}
        />
        <Press
          label="Foreground"
          disabled={app !== 'background'}
          run={() => lab.take({ step: 'app', change: 'active' })}
        />
        <Press label="Kill" disabled={app === 'killed'} run={() => lab.take({ step: 'app', change: 'killed' })} />
        <Press label="Relaunch" disabled={app !== 'killed'} run={() => lab.take({ step: 'app', change: 'launched' })} />
      </fieldset>
      <fieldset class="lab-row" aria-label="Network">
        <span class="lab-label">Network</span>
        <Press label="Cut" disabled={!online} run={() => lab.take({ step: 'network', online: false })} />
        <Press label="Restore" disabled={online} run={() => lab.take({ step: 'network', online: true })} />
      </fieldset>
      <Server lab={lab} />
      <RealSwitch lab={lab} real={real} />
    </section>
  )
}

function Press({
  label,
  disabled = false,
  run,
}: {
  readonly label: string
  readonly disabled?: boolean
  readonly run: () => void
}) {
  return (
    <button type="button" class="button" disabled={disabled} onClick={run}>
      {label}
    </button>
  )
}

function Clock({ lab }: { readonly lab: LabStore }) {
  const text = useSignal('10 min')
  const ms = durationOf(text.value)
  const go = (time: number) => lab.take({ step: 'wait', ms: time })
  return (
    <fieldset class="lab-row" aria-label="Clock">
      <span class="lab-label">Clock</span>
      <Press label="+5 s" run={() => go(5000)} />
      <Press label="+70 s" run={() => go(70_000)} />
      <Press label="+1 day" run={() => go(86_400_000)} />
      <span class="lab-joined">
        <input
          class="lab-input lab-duration"
          aria-label="Time to advance"
          aria-invalid={ms === null}
          title="500 ms, 70 s, 5 min, 2 h or 1 d, up to 366 d"
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && ms !== null) go(ms)
          }}
        />
        <Press label="Advance" disabled={ms === null} run={() => ms !== null && go(ms)} />
      </span>
    </fieldset>
  )
}

const REFUSES: Answer = { status: 200, body: { success: false, errors: ['invalid event'] } }
const SILENT: Answer = { status: null, body: null }

/** Which of the choices an answer is. */
function kindOf(answer: Answer | null): 'accept' | 'refuse' | 'silent' | 'hold' | 'other' {
  if (answer === null) return 'hold'
  if (answer.status === null) return 'silent'
  const same = (other: Answer): boolean =>
    answer.status === other.status && JSON.stringify(answer.body) === JSON.stringify(other.body)
  return same(ACCEPTS) ? 'accept' : same(REFUSES) ? 'refuse' : 'other'
}

function Server({ lab }: { readonly lab: LabStore }) {
  const { server } = lab.frame.value
  const status = useSignal('500')
  const body = useSignal('')
  const own = useSignal(false)
  const kind = kindOf(server)
  const set = (answer: Answer | null) => lab.take({ step: 'server', answer })
  const read = readBody(status.value, body.value)
  return (
    <div class="lab-stack">
      <div class="lab-row">
        <label class="lab-row lab-wide">
          <span class="lab-label">Server</span>
          <select
            class="lab-input"
            aria-label="Server"
            value={own.value ? 'other' : kind}
            onChange={(event) => {
              const { value } = event.currentTarget
              own.value = value === 'other'
              if (value === 'accept') set(ACCEPTS)
              else if (value === 'refuse') set(REFUSES)
              else if (value === 'silent') set(SILENT)
              else if (value === 'hold') set(null)
            }}
          >
            <option value="accept">answers 200</option>
            <option value="refuse">answers 200 with success:false</option>
            <option value="other">answers something else…</option>
            <option value="silent">does not answer</option>
            <option value="hold">waits: I answer by hand</option>
          </select>
        </label>
      </div>
      {(own.value || kind === 'other') && (
        <div class="lab-row">
          <span class="lab-label" />
          <input
            class="lab-input lab-status"
            aria-label="Status"
            inputMode="numeric"
            value={status.value}
            onInput={(event) => {
              status.value = event.currentTarget.value
            }}
          />
          <input
            class="lab-input lab-body"
            aria-label="Body"
            placeholder="body as JSON; empty for none"
            spellcheck={false}
            value={body.value}
            onInput={(event) => {
              body.value = event.currentTarget.value
            }}
          />
          <Press
            label="Set"
            disabled={'problem' in read}
            run={() => {
              if ('problem' in read) return
              own.value = false
              set(read)
            }}
          />
          {'problem' in read && (
            <p class="lab-problem" role="alert">
              {read.problem}
            </p>
          )}
        </div>
      )}
      {kind === 'other' && server !== null && !own.value && (
        <p class="lab-hint">
          Now: {server.status} {server.body === null ? 'without a body' : JSON.stringify(server.body)}
        </p>
      )}
    </div>
  )
}
