/** A menu that opens at a place, such as that of a right click; arrows, Home, End and letters go through it. */
import { useLayoutEffect, useRef } from 'preact/hooks'
import './menu.css'

/** One thing to choose; `keys` says by which keys it is done without the menu. Null: a line between groups. */
export type MenuEntry = {
  readonly label: string
  readonly keys?: string
  readonly run: () => void
} | null

/**
 * `at` is in CSS pixels of the window. `onClose` is called when it closes, whatever closed it; the focus goes back to
 * where it was, unless what was chosen has taken it elsewhere.
 */
export function Menu({
  label,
  at,
  entries,
  onClose,
}: {
  readonly label: string
  readonly at: { readonly x: number; readonly y: number }
  readonly entries: readonly MenuEntry[]
  readonly onClose: () => void
}) {
  const menu = useRef<HTMLDivElement>(null)
  const buttons = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  useLayoutEffect(() => {
    const shown = menu.current
    const before = document.activeElement
    if (!shown) return
    shown.showPopover()
    const { width, height } = shown.getBoundingClientRect()
    shown.style.left = `${Math.max(4, Math.min(at.x, innerWidth - width - 4))}px`
    shown.style.top = `${Math.max(4, Math.min(at.y, innerHeight - height - 4))}px`
    buttons()[0]?.focus()
    return () => {
      const now = document.activeElement
      if (before instanceof HTMLElement && before.isConnected && (now === document.body || shown.contains(now)))
        before.focus()
    }
  }, [at])
  const onKeyDown = (event: KeyboardEvent) => {
    // Neither the list below nor the developer tools are meant.
    event.stopPropagation()
    if (event.key === 'Tab' || event.key === 'Escape') {
      event.preventDefault()
      onClose()
      return
    }
    const all = buttons()
    const now = all.indexOf(document.activeElement as HTMLElement)
    const letter = event.key.length === 1 && event.key !== ' ' ? event.key.toLowerCase() : null
    const next = letter
      ? [...all.slice(now + 1), ...all].find((each) => each.textContent?.trim().toLowerCase().startsWith(letter))
      : all[
          {
            ArrowDown: (now + 1) % all.length,
            ArrowUp: (now - 1 + all.length) % all.length,
            Home: 0,
            End: all.length - 1,
          }[event.key] ?? -1
        ]
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  return (
    <div
      role="menu"
      tabIndex={-1}
      aria-label={label}
      class="menu"
      popover="auto"
      ref={menu}
      onKeyDown={onKeyDown}
      onToggle={(event: Pick<ToggleEvent, 'newState'>) => {
        if (event.newState === 'closed') onClose()
      }}
    >
      {entries.map((entry, place) =>
        entry === null ? (
          <hr key={place} />
        ) : (
          <button
            key={entry.label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            class="menu-entry"
            onClick={() => {
              onClose()
              entry.run()
            }}
          >
            <span class="grow ellipsis">{entry.label}</span>
            {entry.keys && <kbd>{entry.keys}</kbd>}
          </button>
        ),
      )}
    </div>
  )
}
