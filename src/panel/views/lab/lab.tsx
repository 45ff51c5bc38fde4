/** The documented SDK, driven with no app at all: the whole of the Lab, its models and walk-throughs with it. */
import { type Signal, signal, useSignal } from '@preact/signals'
import { models } from '../../../lab/models'
import { type Walk, walksOf } from '../../../lab/walks'
import type { Store } from '../../../ui/store/store'
import type { ViewProps } from '../../view'
import { LabStore } from './lab-store'
import { Now } from './now'
import { Operations } from './operations'
import { Real, sendNow } from './real'
import { SetupPart } from './setup'
import { TextEditor } from './text-editor'
import { Toolbar } from './toolbar'
import { Transcript } from './transcript'
import { World } from './world'
import './form.css'
import './lab.css'

/** What belongs to one panel, whichever tab is shown. */
interface Room {
  readonly lab: LabStore
  readonly real: Real
  readonly walks: readonly Walk[]
  readonly writing: Signal<boolean>
}

const rooms = new WeakMap<Store, Room>()

function roomOf(store: Store): Room {
  const known = rooms.get(store)
  if (known) return known
  // A readable time: the second at which the Lab was opened.
  const startAt = Math.floor(Date.now() / 1000) * 1000
  const lab = new LabStore(models, startAt)
  const room = {
    lab,
    real: new Real(lab, { ownTab: store.ownTab, permit: (origins) => store.permit(origins), send: sendNow }),
    walks: walksOf(models, startAt),
    writing: signal(false),
  }
  rooms.set(store, room)
  return room
}

const PANES = ['Drive', 'What happened', 'State'] as const

/** What the tab shows. It begins where it was left when another tab was looked at in between. */
export function Lab({ store }: ViewProps) {
  const { lab, real, walks, writing } = roomOf(store)
  const pane = useSignal<(typeof PANES)[number]>('Drive')
  return (
    <div class="lab" data-pane={PANES.indexOf(pane.value)}>
      <Toolbar lab={lab} walks={walks} writing={writing} />
      {writing.value && (
        <TextEditor
          lab={lab}
          onClose={() => {
            writing.value = false
          }}
        />
      )}
      <fieldset class="lab-switch" aria-label="Part of the Lab">
        {PANES.map((name) => (
          <button
            key={name}
            type="button"
            class="button"
            aria-pressed={pane.value === name}
            onClick={() => {
              pane.value = name
            }}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <div class="lab-panes">
        <div class="lab-pane lab-drive">
          <SetupPart lab={lab} />
          <World lab={lab} real={real} />
          <Operations lab={lab} />
        </div>
        <div class="lab-pane">
          <Transcript lab={lab} />
        </div>
        <div class="lab-pane">
          <Now lab={lab} real={real} />
        </div>
      </div>
      <p class="lab-said" role="status" aria-label="Last step">
        {lab.said.value || 'Nothing happened yet.'}
      </p>
    </div>
  )
}
