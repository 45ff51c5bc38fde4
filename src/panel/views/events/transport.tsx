/** The headers of a request and of its answer, and how long each phase took; or why nobody knows. */
import type { Exchange } from '../../../core/state'
import { type Headers, lasted, WITHHELD } from '../../../core/transport'
import { FoldOut } from '../../../ui/parts/fold-out'
import { duration } from '../../../ui/parts/text'
import './transport.css'

const PHASES: Readonly<Record<string, string>> = {
  blocked: 'Waited for a connection',
  dns: 'Looked the host up (DNS)',
  connect: 'Connected',
  ssl: 'of that TLS',
  send: 'Sent',
  wait: 'Waited for the answer',
  receive: 'Received',
}

/** Three parts that fold out, or one sentence. */
export function TransportPart({ exchange }: { readonly exchange: Exchange }) {
  const { transport } = exchange
  if (!transport) return <p class="quiet">{unknownOf(exchange)}</p>
  const phases = Object.entries(transport.timing)
  return (
    <div class="transport">
      <HeaderList title="Request headers" headers={transport.requestHeaders} />
      {exchange.status !== null && <HeaderList title="Response headers" headers={transport.responseHeaders} />}
      {phases.length > 0 && (
        <FoldOut look="button bare" line={`Timing · ${duration(lasted(transport.timing))}`}>
          <dl class="nums">
            {phases.map(([phase, took]) => (
              <div key={phase}>
                <dt>{PHASES[phase] ?? phase}</dt>
                <dd>{duration(took)}</dd>
              </div>
            ))}
          </dl>
        </FoldOut>
      )}
    </div>
  )
}

function HeaderList({ title, headers }: { readonly title: string; readonly headers: Headers }) {
  const all = Object.entries(headers)
  if (all.length === 0) return <p class="quiet">{title}: none were told.</p>
  return (
    <FoldOut look="button bare" line={`${title} · ${all.length}`}>
      <dl class="nums">
        {all.map(([name, value]) => (
          <div key={name}>
            <dt class="break">{name}</dt>
            <dd class={value === WITHHELD ? 'quiet' : 'break'}>{value}</dd>
          </div>
        ))}
      </dl>
    </FoldOut>
  )
}

/** Why there are none, and what would give them. */
function unknownOf({ via, seenBy }: Exchange): string {
  if (via === 'file') return 'The file has no headers and no times of it.'
  if (via === 'webRequest') return 'webRequest is not asked for headers and times.'
  return seenBy.browser
    ? 'The browser gave no headers and no times.'
    : 'Nobody knows its headers and times: only the browser’s own record has them, while this panel is open in the ' +
        'developer tools.'
}
