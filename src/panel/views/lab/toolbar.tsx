/** The Lab's toolbar: walk-throughs, back and forward, reset, the sequence as text. */
import type { Signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Walk } from '../../../lab/walks'
import { Icon } from '../../../ui/parts/icon'
import type { LabStore } from './lab-store'
import './toolbar.css'

/** `writing` tells whether the sequence is shown as text. */
export function Toolbar({
  lab,
  walks,
  writing,
}: {
  readonly lab: LabStore
  readonly walks: readonly Walk[]
  readonly writing: Signal<boolean>
}) {
  const { steps, title } = lab.sequence.value
  const cursor = lab.cursor.value
  const vendors = lab.models.map(({ vendor, name }) => ({
    name,
    own: walks.filter(({ sequence }) => sequence.setup.vendor === vendor),
  }))
  return (
    <div class="lab-bar" role="toolbar" aria-label="Lab">
      <select
        class="lab-input lab-walks"
        aria-label="Walk-throughs"
        value=""
        onChange={(event) => {
          const walk = walks.find(({ id }) => id === event.currentTarget.value)
          event.currentTarget.value = ''
          if (walk) lab.unlessLost('Load the walk-through', () => lab.load(walk.sequence, 'start'))
        }}
      >
        <option value="">Walk-throughs…</option>
        {vendors.map(({ name, own }) => (
          <optgroup key={name} label={name}>
            {own.map(({ id, sequence }) => (
              <option key={id} value={id}>
                {sequence.title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <span class="rule" />
      <button
        type="button"
        class="button"
        disabled={cursor === 0}
        title="Undo the last step"
        onClick={() => lab.goTo(cursor - 1)}
      >
        <span class="lab-flip">
          <Icon name="arrow" />
        </span>
        Step back
      </button>
      <button
        type="button"
        class={title !== '' && cursor < steps.length ? 'button primary' : 'button'}
        disabled={cursor === steps.length}
        title="Take the next step of the sequence"
        onClick={() => lab.goTo(cursor + 1)}
      >
        <Icon name="arrow" />
        Step forward
      </button>
      <button
        type="button"
        class="button"
        disabled={cursor === steps.length}
        title="Take all the next steps"
        onClick={() => lab.goTo(steps.length)}
      >
        <Icon name="play" />
        Play all
      </button>
      <span class="rule" />
      <button
        type="button"
        class="button"
        disabled={steps.length === 0}
        title="Start over with a device on which the app was just installed"
        onClick={() => lab.unlessLost('Reset', () => lab.reset())}
      >
        <Icon name="retry" />
        Reset
      </button>
      <button
        type="button"
        class="button"
        aria-expanded={writing.value}
        title="Export the sequence, or import and replay one"
        onClick={() => {
          writing.value = !writing.value
        }}
      >
        <Icon name="export" />
        As text
      </button>
      <span class="lab-count quiet">{steps.length === 0 ? 'no steps yet' : `step ${cursor} of ${steps.length}`}</span>
      <QuestionPart lab={lab} />
    </div>
  )
}

function QuestionPart({ lab }: { readonly lab: LabStore }) {
  const question = lab.question.value
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (question) keep.current?.focus()
  }, [question])
  if (!question) return null
  return (
    <div class="lab-question" role="alertdialog" aria-label="Before something is lost">
      <Icon name="warning" />
      <span class="grow">{question.text}</span>
      <button
        type="button"
        class="button"
        ref={keep}
        onClick={() => {
          lab.question.value = null
        }}
      >
        Keep them
      </button>
      <button type="button" class="button primary" onClick={question.run}>
        {question.yes}
      </button>
    </div>
  )
}
