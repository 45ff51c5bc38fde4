/** The toolbar itself: one button per trigger, those that do not fit in a menu, and the choice of the tracker. */
import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import type { CommandName } from '../../core/contract/offer'
import type { Tracker } from '../../core/state'
import { Icon } from '../parts/icon'
import { surfaceOfTwin } from '../parts/tracker'
import type { Store } from '../store/store'
import { hintOf, reachable, type TriggerEntry } from './commands'
import { OverflowMenu } from './overflow-menu'
import type { Trigger } from './trigger'
import type { TriggerRunner } from './trigger-runner'
import { useFit } from './use-fit'
import './bar.css'

/** Arrow keys go from button to button; a disabled one can be reached, and says why it is. */
export function Bar({
  store,
  runner,
  triggers,
}: {
  readonly store: Store
  readonly runner: TriggerRunner
  readonly triggers: readonly Trigger[]
}) {
  const bar = useRef<HTMLDivElement>(null)
  const buttons = triggers.filter(({ inMenu }) => !inMenu).length
  const fits = useFit(bar, buttons, triggers.length > buttons)
  const focused = useSignal(0)
  const target = runner.ready.target.value
  const vendor = runner.ready.vendor(target?.vendor)?.name ?? ''
  const elsewhere = elsewhereOf(store)
  const press = (name: CommandName) => {
    if (elsewhere === null) runner.press(name)
    else store.notice.value = { kind: 'info', text: elsewhere }
  }
  const entries = triggers.map((trigger): TriggerEntry => {
    const ready = runner.ready.of(trigger.name, target)
    if (elsewhere !== null) return { trigger, hint: elsewhere, enabled: false }
    return { trigger, hint: hintOf(trigger, ready, vendor), enabled: ready.way !== 'none' }
  })
  const shown = entries.slice(0, fits.value)
  const more = entries.slice(fits.value)
  const stops = shown.length + (more.length > 0 ? 1 : 0)
  const current = Math.min(focused.value, stops - 1)
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || event.target.closest('select, [role=menu]')) return
    const to = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: stops - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    focused.value = (to + stops) % stops
    bar.current?.querySelectorAll<HTMLElement>('[data-stop]')[focused.value]?.focus()
  }
  return (
    <div
      role="toolbar"
      aria-label="Triggers"
      aria-orientation="horizontal"
      class="triggers"
      ref={bar}
      onKeyDown={onKeyDown}
    >
      <Chooser runner={runner} store={store} target={target} />
      {shown.map((entry, at) => (
        <TriggerButton
          key={entry.trigger.name}
          entry={entry}
          tabIndex={at === current ? 0 : -1}
          onFocus={() => {
            focused.value = at
          }}
          onPress={() => press(entry.trigger.name)}
        />
      ))}
      {more.length > 0 && (
        <OverflowMenu
          entries={more}
          label={shown.length === 0 ? 'Triggers' : 'More'}
          tabIndex={current === shown.length ? 0 : -1}
          onFocus={() => {
            focused.value = shown.length
          }}
          onPress={press}
        />
      )}
    </div>
  )
}

/** Why the triggers are none for what is looked at: they act on the page as it is now. Null where they are. */
function elsewhereOf(store: Store): string | null {
  if (store.view.value === 'lab') return 'This acts on the page, not on the Lab: the Lab has buttons of its own.'
  return store.mode.value === 'travel'
    ? 'This acts on the page as it is now, and an earlier moment is shown: go back to live first (L).'
    : null
}

interface ButtonProps {
  readonly entry: TriggerEntry
  readonly tabIndex: number
  readonly onFocus: () => void
  readonly onPress: () => void
}

/** The browser shows the title to the mouse; the keyboard gets the same words in a tip of ours. */
function TriggerButton({ entry, tabIndex, onFocus, onPress }: ButtonProps) {
  const { trigger, hint, enabled } = entry
  const id = useId()
  return (
    <span class="trigger">
      <button
        type="button"
        class="button bare"
        data-stop
        data-trigger={trigger.name}
        title={hint}
        aria-description={hint}
        aria-disabled={!enabled}
        tabIndex={tabIndex}
        onFocus={(event) => {
          onFocus()
          keepInside(event.currentTarget.nextElementSibling as HTMLElement | null)
        }}
        onClick={onPress}
      >
        <Icon name={trigger.icon} />
        {trigger.label}
      </button>
      <span class="tip" id={id} aria-hidden="true">
        {hint}
      </span>
    </span>
  )
}

/** Shifts a tip to the left by what it would stand out of the panel on the right. */
function keepInside(tip: HTMLElement | null): void {
  if (!tip) return
  tip.style.setProperty('--shift', '0px')
  // It may be shown only after this event.
  tip.style.display = 'block'
  const { right } = tip.getBoundingClientRect()
  tip.style.display = ''
  if (right > innerWidth - 8) tip.style.setProperty('--shift', `${Math.floor(innerWidth - 8 - right)}px`)
}

/** Which tracker the triggers act on: a choice where several can be reached, else its name. */
function Chooser({
  runner,
  store,
  target,
}: {
  readonly runner: TriggerRunner
  readonly store: Store
  readonly target: Tracker | null
}) {
  const state = store.incoming.state.value
  const all = reachable(state)
  const nameOf = (tracker: Tracker): string => {
    const document = state.documents.get(tracker.instance?.doc ?? '')
    const vendor = runner.ready.vendor(tracker.vendor)?.name ?? tracker.vendor
    const twins = all.filter((each) => each.vendor === tracker.vendor).length > 1
    return [
      vendor,
      ...(twins ? [(tracker.key ?? tracker.surface) + surfaceOfTwin(tracker, all)] : []),
      ...(document && !document.top ? ['in a frame'] : []),
    ].join(' · ')
  }
  if (!target) return <span class="target quiet">No tracker</span>
  if (all.length < 2)
    return (
      <span
        class="target ellipsis"
        title={`${nameOf(target)}: ${target.surface}${target.key ? `, ${target.key}` : ''}`}
      >
        {nameOf(target)}
      </span>
    )
  return (
    <select
      class="target"
      aria-label="Tracker"
      title="The SDK that the triggers act on"
      value={target.id}
      onChange={(event) => {
        store.target.value = event.currentTarget.value
      }}
    >
      {all.map((tracker) => (
        <option key={tracker.id} value={tracker.id}>
          {nameOf(tracker)}
        </option>
      ))}
    </select>
  )
}
