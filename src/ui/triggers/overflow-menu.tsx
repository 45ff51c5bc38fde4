/** The menu of the triggers for which a narrow toolbar has no room. */
// biome-ignore-all lint/a11y/noStaticElementInteractions: Escape and arrows are heard from everything inside the menu
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { CommandName } from '../../core/contract/vendor'
import { Icon } from '../parts/icon'
import type { Trigger } from './commands'
import { Glyph } from './glyph'

/** A button that opens the menu; each entry says below its name what it does, or why it cannot. */
export function More({
  triggers,
  hint,
  enabled,
  tabIndex,
  onFocus,
  onPress,
}: {
  readonly triggers: readonly Trigger[]
  readonly hint: (trigger: Trigger) => string
  readonly enabled: (trigger: Trigger) => boolean
  readonly tabIndex: number
  readonly onFocus: () => void
  readonly onPress: (name: CommandName) => void
}) {
  const open = useSignal(false)
  const root = useRef<HTMLSpanElement>(null)
  const entries = (): HTMLElement[] => [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  const close = (): void => {
    open.value = false
    root.current?.querySelector<HTMLElement>('[data-stop]')?.focus()
  }
  useEffect(() => {
    if (open.value) entries()[0]?.focus()
    const outside = (event: Event): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) open.value = false
    }
    addEventListener('pointerdown', outside)
    return () => removeEventListener('pointerdown', outside)
  }, [open.value])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open.value) return
    const all = entries()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (event.key === 'Tab') open.value = false
    if (event.key !== 'Escape' && to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (to === undefined) close()
    else all[(to + all.length) % all.length]?.focus()
  }
  return (
    <span class="more" ref={root} onKeyDown={onKeyDown}>
      <button
        type="button"
        class="button bare"
        data-stop
        aria-haspopup="menu"
        aria-expanded={open.value}
        tabIndex={tabIndex}
        onFocus={onFocus}
        onClick={() => {
          open.value = !open.value
        }}
      >
        More
        <span class="twist-down">
          <Icon name="chevron" />
        </span>
      </button>
      {open.value && (
        <div role="menu" aria-label="More triggers" class="more-menu">
          {triggers.map((trigger) => (
            <button
              key={trigger.name}
              type="button"
              role="menuitem"
              tabIndex={-1}
              class="more-entry"
              data-trigger={trigger.name}
              aria-label={trigger.label}
              aria-description={hint(trigger)}
              aria-disabled={!enabled(trigger)}
              onClick={() => {
                close()
                onPress(trigger.name)
              }}
            >
              <Glyph path={trigger.glyph} />
              <span>
                {trigger.label}
                <small>{hint(trigger)}</small>
              </span>
            </button>
          ))}
        </div>
      )}
    </span>
  )
}
