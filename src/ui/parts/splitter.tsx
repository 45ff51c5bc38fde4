/** The handle between two panes: dragged, or moved by arrow keys. */
// biome-ignore-all lint/a11y/useSemanticElements: a splitter takes focus and keys, which hr does not
import type { Signal } from '@preact/signals'
import './splitter.css'

/** `share` is the second pane's part of the whole, from 0.15 to 0.85; `label` names what is resized. */
export function Splitter({ share, label }: { readonly share: Signal<number>; readonly label: string }) {
  const set = (value: number) => {
    share.value = Math.min(0.85, Math.max(0.15, value))
  }
  return (
    <div
      role="separator"
      class="splitter"
      aria-label={label}
      aria-valuenow={Math.round(share.value * 100)}
      aria-valuemin={15}
      aria-valuemax={85}
      tabIndex={0}
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        const whole = event.currentTarget.parentElement?.getBoundingClientRect()
        if (!whole || !event.currentTarget.hasPointerCapture(event.pointerId)) return
        const below = event.currentTarget.offsetWidth > event.currentTarget.offsetHeight
        set(below ? (whole.bottom - event.clientY) / whole.height : (whole.right - event.clientX) / whole.width)
      }}
      onKeyDown={(event) => {
        const step = { ArrowLeft: 0.03, ArrowUp: 0.03, ArrowRight: -0.03, ArrowDown: -0.03 }[event.key]
        if (step === undefined) return
        event.preventDefault()
        set(share.value + step)
      }}
    />
  )
}
