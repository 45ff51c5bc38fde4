/** What happened: every step with what it brought about, and the steps that lie ahead. */
import { useEffect, useRef } from 'preact/hooks'
import { stepText } from '../../../lab/step-text'
import { Icon } from '../../../ui/parts/icon'
import { clockTime } from '../../../ui/parts/text'
import { Effects } from './effects'
import type { LabStore } from './lab-store'
import '../../../ui/parts/empty.css'
import './transcript.css'

/** Each step with what it tracked, sent, stored and logged; a click goes to the state after it. */
export function Transcript({ lab }: { readonly lab: LabStore }) {
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
