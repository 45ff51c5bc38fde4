/** Every try to send an item: when, how it ended, in the server's words, and the request and answer themselves. */
import { type Attempt, type Item, PENDING } from '../../../core/item'
import type { State } from '../../../core/state'
import { FoldOut } from '../../../ui/parts/fold-out'
import { Icon, type IconName } from '../../../ui/parts/icon'
import { duration, exactTime } from '../../../ui/parts/text'
import type { Store } from '../../../ui/store/store'
import { ExchangeDetails } from './exchange'
import './attempts.css'

const LOOK: Readonly<Record<Attempt['outcome'], { readonly icon: IconName; readonly tone: string }>> = {
  'in flight': { icon: 'arrow', tone: 'moving' },
  delivered: { icon: 'check', tone: 'good' },
  rejected: { icon: 'cross', tone: 'bad' },
  failed: { icon: 'cross', tone: 'bad' },
  unknown: { icon: 'question', tone: 'warn' },
  blocked: { icon: 'ban', tone: 'held' },
}

/** The attempts, oldest first; the last one is open. */
export function Attempts({
  store,
  item,
  state,
}: {
  readonly store: Store
  readonly item: Item
  readonly state: State
}) {
  if (item.attempts.length === 0) {
    const yet = PENDING.includes(item.delivery) ? ' yet' : ''
    return (
      <p class="quiet">
        No request that carries it was seen{yet}. {item.why}
      </p>
    )
  }
  return (
    <ol class="attempts">
      {item.attempts.map((attempt, index) => (
        <AttemptLine
          key={attempt.exchange}
          store={store}
          attempt={attempt}
          state={state}
          startOpen={index === item.attempts.length - 1}
          number={index + 1}
        />
      ))}
    </ol>
  )
}

interface AttemptProps {
  readonly store: Store
  readonly attempt: Attempt
  readonly state: State
  readonly startOpen: boolean
  readonly number: number
}

function AttemptLine({ store, attempt, state, startOpen, number }: AttemptProps) {
  const { icon, tone } = LOOK[attempt.outcome]
  const exchange = state.exchanges.get(attempt.exchange)
  const line = (
    <>
      <span class="quiet">{number}.</span>
      <span class={`delivery tone-${tone}`}>
        <Icon name={icon} />
        {attempt.outcome}
      </span>
      {attempt.status !== null && <b class="nums">HTTP {attempt.status}</b>}
      <span class="grow" />
      <span class="quiet nums">
        {exactTime(attempt.sentAt)}
        {attempt.endedAt !== null && ` · ${duration(Math.max(0, attempt.endedAt - attempt.sentAt))}`}
      </span>
    </>
  )
  const words = attempt.words !== null && attempt.words !== '' && <p class={`words tone-${tone}`}>{attempt.words}</p>
  return (
    <li>
      <FoldOut look="attempt" line={line} startOpen={startOpen} always={words}>
        {exchange ? (
          <ExchangeDetails store={store} exchange={exchange} />
        ) : (
          <p class="quiet">The request itself is no longer kept.</p>
        )}
      </FoldOut>
    </li>
  )
}
