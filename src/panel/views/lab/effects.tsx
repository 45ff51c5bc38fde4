/** What one step brought about: a line for each item, request, outcome and log line. */
import type { Frame, LabEffect } from '../../../lab/bench'
import type { IconName } from '../../../ui/parts/icon'
import { ItemLine, Line, RequestLine } from './effect-lines'
import type { LabStore } from './lab-store'
import './transcript.css'

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

/** `since` is when the step began; milliseconds since 1970. */
interface Place {
  readonly lab: LabStore
  readonly frame: Frame<unknown>
  readonly since: number
}

/** The lines of a step, and what it changed on the device as one line more. */
export function Effects(place: Place) {
  const { frame, since } = place
  const sentNow = new Set(frame.effects.flatMap((effect) => (effect.effect === 'request' ? [effect.request.id] : [])))
  // The line of a request shows its answer: only that of a request of an earlier step has a line of its own.
  const isShown = (effect: LabEffect): effect is ShownEffect => {
    if (effect.effect !== 'answered') return effect.effect !== 'stored'
    const sent = frame.requests[effect.number - 1]
    return sent !== undefined && !sentNow.has(sent.request.id)
  }
  const shown = joined(frame.effects).filter(isShown)
  const stored = new Set(
    frame.effects.flatMap((effect) => (effect.effect === 'stored' ? [effect.key.replace(/^row:.*/, 'queue')] : [])),
  )
  if (shown.length + stored.size === 0) return <p class="lab-nothing quiet">Nothing tracked, nothing sent.</p>
  return (
    <ul class="lab-effects">
      {shown.map((effect, index) => (
        <EffectLine key={index} effect={effect} {...place} />
      ))}
      {stored.size > 0 && (
        <Line icon="buffer" tone="tone-waiting" at={null} since={since}>
          <span class="quiet">On the device: {[...stored].join(', ')} changed</span>
        </Line>
      )}
    </ul>
  )
}

type ShownEffect = Exclude<LabEffect, { readonly effect: 'stored' }>

function EffectLine({ effect, lab, frame, since }: Place & { readonly effect: ShownEffect }) {
  const { at } = effect
  switch (effect.effect) {
    case 'tracked': {
      const tracked = lab.frame.value.items.find(({ item }) => item.id === effect.item.id)
      return <ItemLine lab={lab} since={since} tracked={tracked ?? { at, item: effect.item, fate: null, text: '' }} />
    }
    case 'request':
      return <RequestLine lab={lab} id={effect.request.id} since={since} />
    case 'amended':
      return (
        <Line icon="info" tone="tone-waiting" at={at} since={since}>
          {effect.item.name}, which waits, is changed: it is sent as its line shows.
        </Line>
      )
    case 'answered':
      return (
        <Line icon="arrow" tone="tone-moving" at={at} since={since}>
          Request #{effect.number} was answered {effect.answer.status ?? 'by nobody'}
        </Line>
      )
    case 'log':
      return (
        <Line {...LEVELS[effect.level]} at={at} since={since}>
          <span class="hidden">{effect.level}: </span>
          {effect.text}
        </Line>
      )
    case 'bench':
      return (
        <Line icon="warning" tone="tone-warn" at={at} since={since}>
          {effect.text}
        </Line>
      )
    default: {
      const { icon, tone, word } = OUTCOMES[effect.effect]
      const name = (id: string) => frame.items.find(({ item }) => item.id === id)?.item.name
      return (
        <Line icon={icon} tone={tone} at={at} since={since}>
          <strong class={tone}>{word}</strong>{' '}
          {effect.items.map((id) => name(id) ?? 'item of an earlier process').join(', ')}{' '}
          <span class="quiet">{effect.text}</span>
        </Line>
      )
    }
  }
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
