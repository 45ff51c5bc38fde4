/** One request and its answer, raw or pretty, to be copied as text or as cURL. */
import { useSignal } from '@preact/signals'
import type { Body } from '../../../core/fact'
import type { Exchange } from '../../../core/state'
import { copied } from '../../../ui/evidence/copies'
import { CopyButton } from '../../../ui/parts/copy'
import { curlOfExchange } from '../../../ui/parts/curl'
import { LongText } from '../../../ui/parts/long-text'
import { noteOf } from '../../../ui/parts/notes'
import { bodyText, size } from '../../../ui/parts/text'
import type { Store } from '../../../ui/store/store'
import '../../../ui/parts/callout.css'
import '../../../ui/parts/check.css'
import '../../../ui/parts/code.css'
import { TransportPart } from './transport'
import './exchange.css'

const VIA: Readonly<Record<Exchange['via'], string>> = {
  fetch: 'fetch',
  xhr: 'XMLHttpRequest',
  beacon: 'sendBeacon',
  devtools: 'the browser’s network log',
  webRequest: 'webRequest',
  file: 'a file of another tool',
}

/** Address, how it left, headers and times where the browser told them, both bodies. */
export function ExchangeDetails({ store, exchange }: { readonly store: Store; readonly exchange: Exchange }) {
  const pretty = useSignal(true)
  const seen = [exchange.seenBy.page && 'the page hook', exchange.seenBy.browser && 'the browser']
    .filter(Boolean)
    .join(' and ')
  return (
    <div class="exchange">
      <p class="address nums">
        <b>{exchange.method}</b> {exchange.url}
      </p>
      <p class="quiet">
        {exchange.via === 'file' ? `From ${VIA.file}` : `By ${VIA[exchange.via]}, seen by ${seen || 'nobody else'}`}
        {exchange.items.length > 1 && `, carries ${exchange.items.length} items`}.
        {exchange.standsFor !== undefined && ` Read as ${exchange.standsFor}, for which its path stands: see Settings.`}
      </p>
      {exchange.trail && <Trail trail={exchange.trail} />}
      {exchange.error !== null && <p class="words tone-bad">{exchange.error}</p>}
      {exchange.unreadable !== null && (
        <p class="callout warn">
          {exchange.items.length > 0 ? 'Not all of its body was understood' : 'Its body could not be decoded'}:{' '}
          {(exchange.body.text === null && noteOf(exchange.body)) || exchange.unreadable}
        </p>
      )}
      <TransportPart exchange={exchange} />
      <BodyBox store={store} title="Request" body={exchange.body} pretty={pretty.value} />
      {exchange.status !== null && (
        <BodyBox
          store={store}
          title={exchange.status > 0 ? `Response ${exchange.status}` : 'Response'}
          body={exchange.answer}
          pretty={pretty.value}
        />
      )}
      <div class="cluster">
        <label class="check">
          <input
            type="checkbox"
            checked={pretty.value}
            onChange={(event) => {
              pretty.value = event.currentTarget.checked
            }}
          />
          Pretty
        </label>
        <span class="grow" />
        <CopyButton label="Copy as cURL" text={() => copied(store, exchange, curlOfExchange)} />
      </div>
    </div>
  )
}

/** Every hop of a redirected send that the browser told, and where it ended. */
function Trail({ trail }: { readonly trail: NonNullable<Exchange['trail']> }) {
  const { hops, end, last } = trail
  const told = new Set(hops.map((hop) => hop.to))
  const ends = [...new Set([end, last])].filter((address) => address !== null && !told.has(address))
  return (
    <ul class="quiet nums" aria-label="Redirects">
      {hops.map((hop) => (
        <li key={hop.from}>
          Redirected with {hop.status} to {hop.to}
        </li>
      ))}
      {ends.map((address) => (
        <li key={address}>Answered by {address}</li>
      ))}
    </ul>
  )
}

function BodyBox({
  store,
  title,
  body,
  pretty,
}: {
  readonly store: Store
  readonly title: string
  readonly body: Body | null
  readonly pretty: boolean
}) {
  const text = bodyText(body, pretty)
  const note = noteOf(body)
  return (
    <div class="body-box">
      <div class="cluster">
        <h4>{title}</h4>
        {body && body.size > 0 && (
          <span class="quiet">
            {size(body.size)}
            {body.binary && ', bytes as base64'}
          </span>
        )}
        <span class="grow" />
        {text !== null && text !== '' && (
          <CopyButton
            bare
            label={`Copy ${title.toLowerCase()} body`}
            text={() => copied(store, text, (masked) => masked)}
          />
        )}
      </div>
      {body?.cut && <p class="callout warn">Only the first part was kept.</p>}
      {text === null || text === '' ? <p class="quiet">{note ?? 'Empty.'}</p> : <LongText text={text} />}
      {text !== null && note && <p class="quiet">{note}</p>}
    </div>
  )
}
