/** A modal dialog: Escape closes it, and the focus goes back to where it came from. */
import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import './dialog.css'

/** `onClose` is called for Escape; whoever shows it takes it away then. */
export function Dialog({
  title,
  onClose,
  children,
  wide = false,
}: {
  readonly title: string
  readonly onClose: () => void
  readonly children: ComponentChildren
  readonly wide?: boolean
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const close = useRef(onClose)
  close.current = onClose
  // Before the browser draws or hears another key: what is typed after the press belongs to the dialog.
  useLayoutEffect(() => {
    const before = document.activeElement
    const shown = dialog.current
    if (shown && !shown.open) shown.showModal()
    const first = shown?.querySelector<HTMLElement>('[data-first]')
    first?.focus()
    if (first instanceof HTMLInputElement) first.select()
    // What has the focus may stand at its end; one reads from the beginning.
    if (shown) shown.scrollTop = 0
    // Escape closes it also where the focus was lost with an element that went away: the key is then heard by the
    // document only.
    const lost = (event: KeyboardEvent) => {
      if (
        event.key !== 'Escape' ||
        event.target !== document.body ||
        [...document.querySelectorAll('dialog[open]')].at(-1) !== shown
      )
        return
      event.preventDefault()
      close.current()
    }
    document.addEventListener('keydown', lost)
    return () => {
      document.removeEventListener('keydown', lost)
      // While it is open everything else is inert, also for the focus.
      shown?.close()
      // Only if nothing else has taken it since: the answer may have opened another dialog.
      if (before instanceof HTMLElement && before.isConnected && !document.querySelector('dialog[open]')) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      class={wide ? 'dialog wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onKeyDown={(event) => {
        // Kept from the developer tools, which would open their drawer, and from the views.
        event.stopPropagation()
        if (event.key !== 'Escape') return
        event.preventDefault()
        onClose()
      }}
    >
      <h2 id={id} class="dialog-title break">
        {title}
      </h2>
      {children}
    </dialog>
  )
}
