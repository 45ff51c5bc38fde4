/** What tracks here, as whom, in which session, with what consent, and how much of it arrived. */

import { FAILED, PENDING } from '../core/item'
import { sumOf } from '../core/query/queue'
import type { Summary, TrackerSummary } from '../core/query/summary'
import { counted } from '../core/text'
import { consentText, placeText, sessionText } from '../ui/parts/glance'
import { Icon } from '../ui/parts/icon'
import { clockTime, whoseText, whoseTitle } from '../ui/parts/text'
import { TrackerHead } from '../ui/parts/tracker'
import { vendorName } from '../ui/parts/vendor'
import '../ui/parts/callout.css'
import '../ui/parts/card.css'

/** `now` is in milliseconds since 1970. */
export function AtAGlance({ glance, now }: { readonly glance: Summary; readonly now: number }) {
  const { counts, trackers, held, missing, gaps } = glance
  const numbers = [
    { word: 'delivered', count: counts.delivered, tone: 'good' },
    { word: 'pending', count: sumOf(counts, PENDING), tone: 'moving' },
    { word: 'failed', count: sumOf(counts, FAILED), tone: 'bad' },
    { word: 'unknown', count: counts.unknown, tone: 'warn' },
    { word: 'blocked', count: counts.blocked, tone: 'held' },
  ]
  const tracked = numbers.some(({ count }) => count > 0)
  return (
    <section aria-label="At a glance" class="glance">
      {trackers.length === 0 && held.length > 0 && (
        <p class="callout">
          <Icon name="ban" /> Stop in force: {held.map(vendorName).join(', ')}
        </p>
      )}
      {(tracked || trackers.length > 0) && (
        <ul class="numbers" aria-label="Items by delivery">
          {numbers.map(({ word, count, tone }) => (
            <li key={word} data-fact={word} class={count > 0 ? `tone-${tone}` : 'quiet'}>
              <b>{count.toLocaleString()}</b> {word}
            </li>
          ))}
        </ul>
      )}
      {gaps > 0 && (
        <p class="callout warn">
          <Icon name="warning" />
          {missing > 0
            ? `${counted(missing, 'record is', 'records are')} missing`
            : 'Something is missing, nobody knows how much'}
        </p>
      )}
      {trackers.map((tracker) => (
        <TrackerCard key={tracker.id} tracker={tracker} now={now} />
      ))}
    </section>
  )
}

function TrackerCard({ tracker, now }: { readonly tracker: TrackerSummary; readonly now: number }) {
  const { whose, beside, lastFlush } = tracker
  return (
    <article class="card" data-tracker={tracker.id}>
      <TrackerHead tracker={tracker} />
      <dl class="about">
        <dt>Customer</dt>
        <dd class="break" title={whoseTitle(whose, tracker.vendor)}>
          {whose.customer ? whoseText(whose) : 'none seen'}
        </dd>
        {beside.map((each) => (
          <dd key={each.url} class="break" title={whoseTitle(each.whose, tracker.vendor)}>
            {whoseText(each.whose)} <span class="quiet">{placeText(each)}</span>
          </dd>
        ))}
        <dt>Session</dt>
        <dd>{sessionText([tracker], now).replace(/^session /, '')}</dd>
        <dt>Consent</dt>
        <dd>{consentText([tracker]).replace(/^consent:? /, '')}</dd>
        {lastFlush && (
          <>
            <dt>Last flush</dt>
            <dd>
              {clockTime(lastFlush.at)}, by {lastFlush.by}
            </dd>
          </>
        )}
      </dl>
    </article>
  )
}
