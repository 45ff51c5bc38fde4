/**
 * What a button opens over the panel: a menu, a sheet, an explanation. The platform's `popover` keeps it above all else
 * and closes it at Escape and at a press elsewhere.
 */
import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { type Edge, placeOf } from './place'
import './popover.css'

/** What to spread onto the button and onto the element that it opens, which is drawn only while `open`. */
export interface Popover<S extends HTMLElement> {
  readonly open: boolean
  readonly button: {
    readonly ref: RefObject<HTMLButtonElement | null>
    readonly popovertarget: string
    readonly 'aria-expanded': boolean
    readonly onClick: (event: Event) => void
    readonly onKeyDown: (event: KeyboardEvent) => void
  }
  readonly sheet: {
    readonly ref: RefObject<S | null>
    readonly id: string
    readonly popover: 'auto' | 'manual'
    readonly onToggle: (event: Pick<ToggleEvent, 'newState'>) => void
    readonly onKeyDown: (event: KeyboardEvent) => void
  }
  /** Closes it; the focus goes back to the button where it was inside. */
  readonly close: () => void
}

/**
 * `id` is unique in the page. `edge` is the side of the button at which it opens where there is room. One that `stays`
 * is read while the hands are elsewhere: a press elsewhere does not close it, only Escape and its button do.
 */
export function usePopover<S extends HTMLElement>(id: string, edge: Edge, { stays = false } = {}): Popover<S> {
  const open = useSignal(false)
  const button = useRef<HTMLButtonElement>(null)
  const sheet = useRef<S>(null)
  // Before the browser draws: nothing is seen in a wrong place.
  useLayoutEffect(() => {
    const shown = sheet.current
    if (!open.value || !shown) return
    const put = () => button.current && place(shown, button.current, edge)
    shown.showPopover()
    put()
    addEventListener('resize', put)
    return () => removeEventListener('resize', put)
  }, [open.value])
  const close = () => sheet.current?.hidePopover()
  // Escape is the platform's to take; the developer tools, which would open their drawer, must not hear of it.
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open.value || event.key !== 'Escape') return
    event.stopPropagation()
    if (stays) close()
  }
  return {
    open: open.value,
    button: {
      ref: button,
      // Not to open it, since it is not drawn yet, but so that a press on the button is none elsewhere.
      popovertarget: id,
      'aria-expanded': open.value,
      onClick: (event) => {
        event.preventDefault()
        if (open.value) close()
        else open.value = true
      },
      onKeyDown,
    },
    sheet: {
      ref: sheet,
      id,
      popover: stays ? 'manual' : 'auto',
      onToggle: (event) => {
        if (event.newState === 'closed') open.value = false
      },
      onKeyDown,
    },
    close,
  }
}

function place(sheet: HTMLElement, button: HTMLElement, edge: Edge): void {
  const { style } = sheet
  // What an earlier place has cut.
  style.maxHeight = ''
  const { left, top, maxHeight } = placeOf(
    button.getBoundingClientRect(),
    sheet.getBoundingClientRect(),
    { width: innerWidth, height: innerHeight },
    edge,
  )
  style.left = `${left}px`
  style.top = `${top}px`
  if (maxHeight !== null) style.maxHeight = `${maxHeight}px`
}
