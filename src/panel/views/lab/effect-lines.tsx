/** The kinds of line in the transcript. Times are milliseconds since 1970. */
import type { ComponentChildren } from 'preact'
import { deliveryOf, type Tracked } from '../../../lab/bench'
import { DeliveryMark } from '../../../ui/parts/delivery'
import { FoldOut } from '../../../ui/parts/fold-out'
import { Icon, type IconName } from '../../../ui/parts/icon'
import { customerText, duration, exactTime } from '../../../ui/parts/text'
import { Tree } from '../../../ui/parts/tree'
import type { LabStore } from './lab-store'
import { pathOf, RequestDetails } from './request'
import './pairs.css'
import './transcript.css'

/** At which second of its step something happened; nothing where it was at once. */
function Second({ at, since }: { readonly at: number | null; readonly since: number }) {
  if (at === null || at <= since) return null
  return (
    <span class="quiet nums" title={exactTime(at)}>
      {' '}
      after {duration(at - since)}
    </span>
  )
}

/** One line: `at` is when it happened, null where no time is to be shown; `since` when its step began. */
export function Line({
  icon,
  tone,
  at,
  since,
  children,
}: {
  readonly icon: IconName
  readonly tone: string
  readonly at: number | null
  readonly since: number
  readonly children: ComponentChildren
}) {
  return (
    <li class="lab-line" title={at === null ? undefined : exactTime(at)}>
      <span class={tone}>
        <Icon name={icon} />
      </span>
      <span class="break">
        {children}
        <Second at={at} since={since} />
      </span>
    </li>
  )
}

/** An item with where it is now; it folds out to all that is known of it. */
export function ItemLine({
  lab,
  tracked,
  since,
}: {
  readonly lab: LabStore
  readonly tracked: Tracked
  readonly since: number
}) {
  const { item, at } = tracked
  const delivery = deliveryOf(lab.frame.value, tracked)
  const shifted = item.timestamp !== null && Math.abs(item.timestamp * 1000 - at) >= 1
  const line = (
    <>
      <span class="lab-item-name">
        <strong>{item.name}</strong> <span class="quiet">as {customerText(item.customer)}</span>
        <Second at={at} since={since} />
      </span>
      <DeliveryMark delivery={delivery} why={tracked.text} />
    </>
  )
  return (
    <li>
      <FoldOut look="lab-line" line={line}>
        <div class="lab-item">
          <dl class="lab-pairs">
            <Pair name="type" value={item.type} />
            {item.timestamp !== null && (
              <Pair
                name="timestamp"
                value={
                  `${item.timestamp} ` +
                  `(${exactTime(item.timestamp * 1000)}${shifted ? ', not when it was tracked' : ''})`
                }
              />
            )}
            {Object.entries({ ...item.customer.hard, ...item.customer.soft }).map(([name, value]) => (
              <Pair key={name} name={name} value={value} />
            ))}
            <Pair name="goes to" value={item.key} />
            {tracked.text !== '' && <Pair name="outcome" value={tracked.text} />}
          </dl>
          <Tree value={item.properties} label={`Properties of ${item.name}`} openTo={2} />
        </div>
      </FoldOut>
    </li>
  )
}

function Pair({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span class="break">{value}</span>
      </dd>
    </div>
  )
}

/** A request with its answer; it folds out to headers and bodies. Nothing where the shown frame has it not. */
export function RequestLine({
  lab,
  id,
  since,
}: {
  readonly lab: LabStore
  readonly id: string
  readonly since: number
}) {
  const sent = lab.frame.value.requests.find(({ request }) => request.id === id)
  if (!sent) return null
  const { answer, request, number } = sent
  const bad = answer !== null && (answer.status === null || answer.status >= 400)
  const line = (
    <>
      <span class="lab-item-name">
        <span class="lab-number">#{number}</span> {request.method} <code class="break">{pathOf(request.url)}</code>
        <Second at={sent.at} since={since} />
      </span>
      <span class={answer === null ? 'tone-moving' : bad ? 'tone-bad' : 'tone-good'}>
        {answer === null ? 'waits' : (answer.status ?? 'no answer')}
      </span>
    </>
  )
  return (
    <li>
      <FoldOut look="lab-line" line={line}>
        <RequestDetails sent={sent} />
      </FoldOut>
    </li>
  )
}
