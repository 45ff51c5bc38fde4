/** How much of the time axis is in sight, and the buttons that change it. */
import type { Signal } from '@preact/signals'
import { Icon } from '../../../ui/parts/icon'
import type { Span } from './lanes'

/** Which part of the time is in sight, and how that is changed. */
export interface Zoomed {
  readonly span: Span
  readonly isWhole: boolean
  /** Shows so many times as long a time. */
  readonly zoom: (factor: number) => void
  /** Moves by so many times what is in sight. */
  readonly move: (part: number) => void
  readonly showWhole: () => void
}

/** What `view` shows of the whole time; it is written when that is to be another part. */
export function zoomedIn(view: Signal<Span | null>, whole: Span): Zoomed {
  const span = view.value ?? whole
  const length = span.to - span.from
  return {
    span,
    isWhole: view.value === null,
    zoom: (factor) => {
      const middle = (span.from + span.to) / 2
      const half = Math.max(500, (length * factor) / 2)
      const next = { from: Math.max(whole.from, middle - half), to: Math.min(whole.to, middle + half) }
      view.value = next.to - next.from >= (whole.to - whole.from) * 0.999 ? null : next
    },
    move: (part) => {
      const by = Math.max(whole.from - span.from, Math.min(whole.to - span.to, length * part))
      view.value = { from: span.from + by, to: span.to + by }
    },
    showWhole: () => {
      view.value = null
    },
  }
}

/** The buttons above the axis; keys do the same. */
export function Tools({ zoomed: { isWhole, zoom, move, showWhole } }: { readonly zoomed: Zoomed }) {
  return (
    <div class="axis-tools">
      <button
        type="button"
        class="button bare"
        aria-label="Earlier"
        title="Earlier (Page up)"
        disabled={isWhole}
        onClick={() => move(-0.5)}
      >
        <span class="turned">
          <Icon name="arrow" />
        </span>
      </button>
      <button
        type="button"
        class="button bare"
        aria-label="Later"
        title="Later (Page down)"
        disabled={isWhole}
        onClick={() => move(0.5)}
      >
        <Icon name="arrow" />
      </button>
      <button type="button" class="button bare" title="Show a shorter time (+)" onClick={() => zoom(0.5)}>
        Zoom in
      </button>
      <button
        type="button"
        class="button bare"
        title="Show a longer time (-)"
        disabled={isWhole}
        onClick={() => zoom(2)}
      >
        Zoom out
      </button>
      <button type="button" class="button bare" title="Everything (0)" disabled={isWhole} onClick={showWhole}>
        Everything
      </button>
    </div>
  )
}
