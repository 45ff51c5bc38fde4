/** One request in full: what goes where, as cURL, and its answer, which may be given by hand or fetched for real. */
import { useSignal } from '@preact/signals'
import { parseJson } from '../../../core/json'
import type { Sent } from '../../../lab/bench'
import { CopyButton } from '../../../ui/parts/copy'
import { curlOf } from '../../../ui/parts/curl'
import { readBody } from './answer'
import type { LabStore } from './lab-store'
import { hostOf, ownless, type Real } from './real'
import '../../../ui/parts/code.css'
import './pairs.css'
import './request.css'

/** Address, headers, body and answer. */
export function RequestDetails({ sent }: { readonly sent: Sent }) {
  const { request, answer } = sent
  const parsed = parseJson(request.body)
  return (
    <div class="lab-request">
      <p class="address">
        <strong>{request.method}</strong> <code>{request.url}</code>
      </p>
      <dl class="lab-pairs">
        {Object.entries(request.headers).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code class="break">{value}</code>
            </dd>
          </div>
        ))}
      </dl>
      <pre class="code">{parsed === undefined ? request.body : JSON.stringify(parsed, null, 2)}</pre>
      <div class="lab-row">
        <CopyButton label="Copy as cURL" text={() => curlOf(request)} />
        <CopyButton label="Copy body" text={() => request.body} />
      </div>
      {answer && (
        <p>
          Answer: <strong>{answer.status === null ? 'none' : answer.status}</strong>{' '}
          {answer.body !== null && <code class="break">{JSON.stringify(answer.body)}</code>}
        </p>
      )}
    </div>
  )
}

/** A request that waits: answered by hand, or sent for real where that is switched on. */
export function OpenRequest({ lab, real, sent }: { readonly lab: LabStore; readonly real: Real; readonly sent: Sent }) {
  const status = useSignal('200')
  const body = useSignal('{"success":true}')
  const sending = useSignal(false)
  const { number, request } = sent
  const read = readBody(status.value, body.value)
  const answer = (given: Parameters<LabStore['answerReal']>[2]) =>
    lab.take({ step: 'answer', request: number, answer: given })
  const busy = real.busy.value.has(request.id)
  return (
    <li class="lab-open-request" aria-label={`Request ${number}`}>
      <p class="ellipsis" title={request.url}>
        <span class="lab-number">#{number}</span> {request.method} <code>{pathOf(request.url)}</code>
      </p>
      <div class="lab-row">
        <input
          class="lab-input lab-status"
          aria-label={`Status for request ${number}`}
          inputMode="numeric"
          value={status.value}
          onInput={(event) => {
            status.value = event.currentTarget.value
          }}
        />
        <input
          class="lab-input lab-body"
          aria-label={`Body for request ${number}`}
          spellcheck={false}
          value={body.value}
          onInput={(event) => {
            body.value = event.currentTarget.value
          }}
        />
        <button
          type="button"
          class="button"
          aria-label={`Answer request ${number}`}
          disabled={'problem' in read || busy}
          onClick={() => 'problem' in read || answer(read)}
        >
          Answer
        </button>
        <button
          type="button"
          class="button"
          aria-label={`No answer to request ${number}`}
          disabled={busy}
          onClick={() => answer({ status: null, body: null })}
        >
          No answer
        </button>
        {real.on.value && (
          <button
            type="button"
            class="button"
            disabled={busy}
            aria-expanded={sending.value}
            aria-label={`Send request ${number} for real`}
            onClick={() => {
              sending.value = !sending.value
            }}
          >
            {busy ? 'Sending…' : 'Send for real…'}
          </button>
        )}
      </div>
      {'problem' in read && (
        <p class="lab-problem" role="alert">
          {read.problem}
        </p>
      )}
      {real.on.value && sending.value && !busy && <Confirm real={real} sent={sent} />}
    </li>
  )
}

/** Exactly what will go where. */
function Confirm({ real, sent }: { readonly real: Real; readonly sent: Sent }) {
  const { headers, url } = sent.request
  const kept = ownless(headers)
  const replaced = Object.keys(headers).filter((name) => !(name in kept))
  return (
    <fieldset class="lab-callout warn" aria-label={`Send request ${sent.number} for real?`}>
      <p>
        This goes to <strong>{hostOf(url)}</strong>, without cookies:
      </p>
      <RequestDetails sent={{ ...sent, request: { ...sent.request, headers: kept } }} />
      {replaced.length > 0 && (
        <p class="lab-hint">The browser puts its own {replaced.join(' and ')} in the place of the SDK’s.</p>
      )}
      <div class="lab-row">
        <button type="button" class="button primary" onClick={() => void real.send(sent, false)}>
          Send it
        </button>
        <button type="button" class="button" onClick={() => void real.send(sent, true)}>
          Send it, and all to this host
        </button>
      </div>
    </fieldset>
  )
}

/** The path of an address, without its host. */
export function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname + new URL(url).search : url
}
