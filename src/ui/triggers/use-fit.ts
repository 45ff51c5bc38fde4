/** How many of a bar's buttons fit on one line. */
import { type ReadonlySignal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** Room for the button of the menu, in CSS pixels. */
const MENU = 64

/**
 * Counts, at every change of the bar's width or of what stands before the buttons, how many of `all` fit; beside a
 * menu that there is anyway where `menu`. Their widths
 * are measured while all are shown, and kept: a button in the menu has none. Without a layout (tests) all fit.
 */
export function useFit(bar: RefObject<HTMLElement | null>, all: number, menu: boolean): ReadonlySignal<number> {
  const fits = useSignal(all)
  const widths = useRef<readonly number[]>([])
  useEffect(() => {
    const element = bar.current
    if (!element || typeof ResizeObserver === 'undefined') return
    const count = () => {
      const buttons = [...element.querySelectorAll<HTMLElement>('.trigger')]
      if (buttons.length === all && buttons.every((button) => button.offsetWidth > 0))
        widths.current = buttons.map((button) => button.offsetWidth)
      if (widths.current.length === 0) return
      const before = element.querySelector<HTMLElement>('.target')?.offsetWidth ?? 0
      fits.value = howMany(widths.current, element.clientWidth - before - 16, menu)
    }
    const observer = new ResizeObserver(count)
    observer.observe(element)
    const target = element.querySelector('.target')
    if (target) observer.observe(target)
    return () => observer.disconnect()
  })
  return fits
}

/** How many widths fit into a room, with a place for the menu where there is one or not all do; all in CSS pixels. */
function howMany(widths: readonly number[], room: number, menu: boolean): number {
  let sum = 0
  let withMenu = 0
  for (const [index, width] of widths.entries()) {
    sum += width
    if (sum <= room - MENU) withMenu = index + 1
  }
  return sum <= room && !menu ? widths.length : withMenu
}
