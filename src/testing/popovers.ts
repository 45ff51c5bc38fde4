/** The platform's popovers, as far as unit tests need them: happy-dom knows only the attribute. */
import { afterEach, beforeEach } from 'vitest'

/** Told a little later, as the platform does. */
const toggled = (element: HTMLElement, newState: 'open' | 'closed') =>
  queueMicrotask(() => element.dispatchEvent(Object.assign(new Event('toggle'), { newState })))

/** Showing and hiding by script, Escape, and a press elsewhere, each told by `toggle`. Call it once in a test file. */
export function usePopovers(): void {
  let shown: HTMLElement | null = null
  const show = function (this: HTMLElement): void {
    shown = this
    toggled(this, 'open')
  }
  const hide = function (this: HTMLElement): void {
    shown = null
    toggled(this, 'closed')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && shown?.popover === 'auto') shown.hidePopover()
  }
  const onPress = ({ target }: Event) => {
    if (shown?.popover !== 'auto' || !(target instanceof Element)) return
    if (!shown.contains(target) && target.closest('button')?.getAttribute('popovertarget') !== shown.id)
      shown.hidePopover()
  }
  beforeEach(() => {
    Object.assign(HTMLElement.prototype, { showPopover: show, hidePopover: hide })
    // Before anything that keeps the key from others: the platform hears it in any case.
    addEventListener('keydown', onKeyDown, true)
    addEventListener('pointerdown', onPress, true)
  })
  afterEach(() => {
    shown = null
    removeEventListener('keydown', onKeyDown, true)
    removeEventListener('pointerdown', onPress, true)
    Reflect.deleteProperty(HTMLElement.prototype, 'showPopover')
    Reflect.deleteProperty(HTMLElement.prototype, 'hidePopover')
  })
}
