/** Where an item came from: the call and its stack, the SDK, the document, the sources that saw it, its times. */

import type { Item } from '../../../core/item'
import { callSite } from '../../../core/query/call-site'
import type { State } from '../../../core/state'
import { CopyButton } from '../../../ui/parts/copy'
import { fullTime } from '../../../ui/parts/text'
import type { Store } from '../../../ui/store/store'
import { openCallSite } from './call-site'
import '../../../ui/parts/code.css'
import './origin.css'

/**
 * Who made it. What the SDK tracked by itself is a trigger's only where the vendor documents it and the claimed time
 * says so.
 */
function makerOf({ trigger, call, automatic }: Item): string {
  if (trigger !== null)
    return call !== null ? 'a trigger of Tracklens' : 'the SDK itself, because of a trigger of Tracklens'
  return automatic ? 'the SDK on its own account' : 'the page'
}

/** A list of names and values, and the stack. */
export function Origin({ store, item, state }: { readonly store: Store; readonly item: Item; readonly state: State }) {
  const tracker = state.trackers.get(item.tracker)
  const document = state.documents.get(item.doc)
  const { call, browser, page } = item.seenBy
  const inFile = item.attempts.some(({ exchange }) => state.exchanges.get(exchange)?.via === 'file')
  const seen = [
    call && 'the page’s call',
    page && 'the page’s request',
    browser && (inFile ? 'a file of another tool' : 'the browser’s network log'),
  ].filter((source) => source !== false)
  return (
    <>
      <dl class="facts-list">
        <dt>Made by</dt>
        <dd>
          {makerOf(item)}
          {item.method !== null && (
            <>
              , by <code>{item.method}()</code>
            </>
          )}
        </dd>
        <dt>SDK</dt>
        <dd>
          {item.vendor} {tracker?.key ?? '(key not seen)'}
          {tracker && <span class="quiet"> {[tracker.surface, tracker.version].filter(Boolean).join(', ')}</span>}
        </dd>
        <dt>Page</dt>
        <dd class="break">{document ? `${document.url}${document.top ? '' : ' (frame)'}` : 'not named'}</dd>
        <dt>Seen by</dt>
        <dd>
          {seen.join(', ') || '—'}
          {!browser && <span class="quiet"> — only the page says so; a page can forge that</span>}
          {browser && !page && !inFile && <span class="quiet"> — no script of the page told of its request</span>}
        </dd>
        {item.calledAt !== null && (
          <>
            <dt>Called at</dt>
            <dd class="nums">{fullTime(item.calledAt)}</dd>
          </>
        )}
        {item.claimedAt !== null && (
          <>
            <dt>Timestamp sent</dt>
            <dd class="nums">{fullTime(item.claimedAt)}</dd>
          </>
        )}
        {item.id !== null && (
          <>
            <dt>Message ID</dt>
            <dd class="copyable">
              <span class="nums break">{item.id}</span>
              <CopyButton bare label="Copy message ID" text={() => item.id ?? ''} />
            </dd>
          </>
        )}
      </dl>
      <h4>Call site</h4>
      {item.stack === null ? (
        <p class="quiet">
          {item.seenBy.call ? 'The browser gave no stack.' : 'Its call was not seen, only its request.'}
        </p>
      ) : (
        <>
          {callSite(item.stack) && (
            <button
              type="button"
              class="button bare link inline"
              title="Opens it in Sources where the browser lets a panel do so, else copies it"
              onClick={() => openCallSite(store, item)}
            >
              {siteText(item.stack)}
            </button>
          )}
          <pre class="code stack">{item.stack}</pre>
        </>
      )}
    </>
  )
}

/** `app.js:12:34` */
function siteText(stack: string): string {
  const site = callSite(stack)
  return site ? `${site.url.split('/').at(-1) || site.url}:${site.line}:${site.column}` : ''
}
