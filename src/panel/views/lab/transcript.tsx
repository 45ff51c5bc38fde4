/**
 * What happened: every step with the items, requests, outcomes and log lines that it brought about, and the steps that
 * lie ahead.
 */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { deliveryOf, type Frame, type LabEffect, type Tracked } from '../../../lab/bench'
import { stepText } from '../../../lab/step-text'
import { DeliveryMark } from '../../../ui/parts/delivery'
import { FoldOut } from '../../../ui/parts/fold-out'
import { Icon, type IconName } from '../../../ui/parts/icon'
import { clockTime, customerText, duration, exactTime } from '../../../ui/parts/text'
import { Tree } from '../../../ui/parts/tree'
import type { LabStore } from './lab-store'
import { pathOf, RequestDetails } from './request'
import '../../../ui/parts/empty.css'
import './pairs.css'
import './transcript.css'

/** Each step with what it tracked, sent, stored and logged; a click goes to the state after it. */
export function Story({ lab }: { readonly lab: LabStore }) {
  const { steps, about, closing, title } = lab.sequence.value
  const cursor = lab.cursor.value
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    const line = list.current?.querySelector<HTMLElement>('[aria-current=step]')
    line?.scrollIntoView?.({ block: 'nearest' })
  }, [cursor, steps])
  return (
    <section class="lab-story" aria-label="What happened">
      {title !== '' && (
        <header class="lab-about">
          <h2>{title}</h2>
          <p>{about}</p>
        </header>
      )}
      {steps.length === 0 && <Nothing lab={lab} />}
      <ol class="lab-steps" aria-label="Steps" ref={list}>
        {steps.map(({ step, note }, index) => {
          const frame = lab.frames.value[index + 1]
          const ahead = index >= cursor
          return (
            <li
              key={index}
              class={ahead ? 'lab-step ahead' : 'lab-step'}
              aria-current={index === cursor - 1 ? 'step' : undefined}
            >
              {note !== '' && <p class="lab-note">{note}</p>}
              <button
                type="button"
                class="lab-step-head"
                title={ahead ? 'Play up to here' : 'Show the state just after this step'}
                onClick={() => lab.goTo(index + 1)}
              >
                <span class="lab-number">{index + 1}</span>
                <code class="break grow">{stepText(step)}</code>
                {frame && !ahead && <span class="nums quiet">{clockTime(frame.at)}</span>}
                {ahead && <span class="quiet">next</span>}
              </button>
              {frame && !ahead && <Effects lab={lab} frame={frame} since={lab.frames.value[index]?.at ?? frame.at} />}
            </li>
          )
        })}
      </ol>
      {closing !== '' && steps.length > 0 && cursor === steps.length && (
        <p class="lab-closing">
          <Icon name="check" />
          <span>{closing}</span>
        </p>
      )}
    </section>
  )
}

function Nothing({ lab }: { readonly lab: LabStore }) {
  const needs = lab.model.value.operations.some(({ method }) => method === 'configure')
  return (
    <div class="empty">
      <h2>A device, and no app</h2>
      <p>
        The SDK as its vendor documents it runs here, with a clock and a server that you control.{' '}
        {needs && 'Call configure first, then '}
        {!needs && 'Call '}anything the SDK offers, or load one of the walk-throughs above.
      </p>
    </div>
  )
}

type Outcome = Extract<LabEffect, { readonly items: readonly string[] }>

const OUTCOMES: Readonly<
  Record<Outcome['effect'], { readonly icon: IconName; readonly tone: string; readonly word: string }>
> = {
  delivered: { icon: 'check', tone: 'tone-good', word: 'delivered' },
  rejected: { icon: 'cross', tone: 'tone-bad', word: 'rejected' },
  dropped: { icon: 'lost', tone: 'tone-bad', word: 'dropped' },
  wiped: { icon: 'lost', tone: 'tone-bad', word: 'removed unsent' },
}

const LEVELS: Readonly<Record<'info' | 'warning' | 'error', { readonly icon: IconName; readonly tone: string }>> = {
  info: { icon: 'info', tone: 'tone-waiting' },
  warning: { icon: 'warning', tone: 'tone-warn' },
  error: { icon: 'cross', tone: 'tone-bad' },
}

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

/** `since` is when the step began; milliseconds since 1970. */
function Effects({
  lab,
  frame,
  since,
}: {
  readonly lab: LabStore
  readonly frame: Frame<unknown>
  readonly since: number
}) {
  const name = (id: string): string =>
    frame.items.find(({ item }) => item.id === id)?.item.name ?? 'item of an earlier process'
  const own = new Set(frame.effects.flatMap((effect) => (effect.effect === 'request' ? [effect.request.id] : [])))
  const lines: ComponentChildren[] = []
  const stored = new Set<string>()
  for (const [index, effect] of joined(frame.effects).entries()) {
    if (effect.effect === 'stored') stored.add(effect.key.replace(/^row:.*/, 'queue'))
    else if (effect.effect === 'amended')
      lines.push(
        <Line key={index} icon="info" tone="tone-waiting" at={effect.at} since={since}>
          {effect.item.name}, which waits, is changed: it is sent as its line shows.
        </Line>,
      )
    else if (effect.effect === 'tracked') {
      const tracked = lab.frame.value.items.find(({ item }) => item.id === effect.item.id)
      lines.push(
        <ItemLine
          key={index}
          lab={lab}
          since={since}
          tracked={tracked ?? { at: effect.at, item: effect.item, fate: null, text: '' }}
        />,
      )
    } else if (effect.effect === 'request')
      lines.push(<RequestLine key={index} lab={lab} id={effect.request.id} since={since} />)
    else if (effect.effect === 'answered') {
      const sent = frame.requests[effect.number - 1]
      if (sent && !own.has(sent.request.id))
        lines.push(
          <Line key={index} icon="arrow" tone="tone-moving" at={effect.at} since={since}>
            Request #{effect.number} was answered {effect.answer.status ?? 'by nobody'}
          </Line>,
        )
    } else if (effect.effect === 'log')
      lines.push(
        <Line key={index} {...LEVELS[effect.level]} at={effect.at} since={since}>
          <span class="hidden">{effect.level}: </span>
          {effect.text}
        </Line>,
      )
    else if (effect.effect === 'bench')
      lines.push(
        <Line key={index} icon="warning" tone="tone-warn" at={effect.at} since={since}>
          {effect.text}
        </Line>,
      )
    else {
      const { icon, tone, word } = OUTCOMES[effect.effect]
      lines.push(
        <Line key={index} icon={icon} tone={tone} at={effect.at} since={since}>
          <strong class={tone}>{word}</strong> {effect.items.map(name).join(', ')}{' '}
          <span class="quiet">{effect.text}</span>
        </Line>,
      )
    }
  }
  if (stored.size > 0)
    lines.push(
      <Line key="stored" icon="buffer" tone="tone-waiting" at={null} since={since}>
        <span class="quiet">On the device: {[...stored].join(', ')} changed</span>
      </Line>,
    )
  if (lines.length === 0) return <p class="lab-nothing quiet">Nothing tracked, nothing sent.</p>
  return <ul class="lab-effects">{lines}</ul>
}

/** Outcomes in a row with the same words are one line. */
function joined(effects: readonly LabEffect[]): readonly LabEffect[] {
  const all: LabEffect[] = []
  // What lies between two outcomes without being shown must not part them.
  let last = -1
  for (const effect of effects) {
    const before = all[last]
    const isOutcome = 'items' in effect
    if (
      isOutcome &&
      before &&
      'items' in before &&
      before.effect === effect.effect &&
      before.text === effect.text &&
      before.at === effect.at
    )
      all[last] = { ...before, items: [...before.items, ...effect.items] }
    else {
      all.push(effect)
      if (isOutcome) last = all.length - 1
      else if (effect.effect !== 'stored' && effect.effect !== 'answered') last = -1
    }
  }
  return all
}

function Line({
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

function ItemLine({
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

function RequestLine({ lab, id, since }: { readonly lab: LabStore; readonly id: string; readonly since: number }) {
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
