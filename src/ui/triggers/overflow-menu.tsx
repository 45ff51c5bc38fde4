/** The menu of the triggers for which a narrow toolbar has no room. */
// biome-ignore-all lint/a11y/noStaticElementInteractions: Escape and arrows are heard from everything inside the menu
import { useEffect } from 'preact/hooks'
import type { CommandName } from '../../core/contract/offer'
import { Icon } from '../parts/icon'
import { usePopover } from '../parts/popover'
import type { TriggerEntry } from './commands'
import './overflow-menu.css'

/** A button that opens the menu; each entry says below its name what it does, or why it cannot. */
export function OverflowMenu({
  entries,
  label,
  tabIndex,
  onFocus,
  onPress,
}: {
  readonly entries: readonly TriggerEntry[]
  /** The word on the button. */
  readonly label: string
  readonly tabIndex: number
  readonly onFocus: () => void
  readonly onPress: (name: CommandName) => void
}) {
  const { open, button, sheet, close } = usePopover<HTMLDivElement>('more-triggers', 'below')
  const buttons = () => [...(sheet.ref.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  useEffect(() => {
    if (open) buttons()[0]?.focus()
  }, [open])
  const onKeyDown = (event: KeyboardEvent) => {
    sheet.onKeyDown(event)
    const all = buttons()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (event.key === 'Tab') close()
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    all[(to + all.length) % all.length]?.focus()
  }
  return (
    <span class="more-triggers">
      <button
        type="button"
        class="button bare"
        data-stop
        aria-haspopup="menu"
        tabIndex={tabIndex}
        onFocus={onFocus}
        {...button}
      >
        {label}
        <span class="twist-down">
          <Icon name="chevron" />
        </span>
      </button>
      {open && (
        <div role="menu" aria-label="More triggers" class="more-menu" {...sheet} onKeyDown={onKeyDown}>
          {entries.map(({ trigger, hint, enabled }) => (
            <button
              key={trigger.name}
              type="button"
              role="menuitem"
              tabIndex={-1}
              class="more-entry"
              data-trigger={trigger.name}
              aria-label={trigger.label}
              aria-description={hint}
              aria-disabled={!enabled}
              onClick={() => {
                close()
                onPress(trigger.name)
              }}
            >
              <Icon name={trigger.icon} />
              <span>
                {trigger.label}
                <small>{hint}</small>
              </span>
            </button>
          ))}
        </div>
      )}
    </span>
  )
}
