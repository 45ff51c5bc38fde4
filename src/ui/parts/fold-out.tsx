/** A line that folds out what belongs to it. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { Icon } from './icon'
import './fold-out.css'

/** What a fold-out shows: its line, and what opens below it. */
export interface FoldOutProps {
  /** The classes of the line. */
  readonly look: string
  /** What stands in the line, behind the chevron. */
  readonly line: ComponentChildren
  readonly startOpen?: boolean
  /** Below the line whether it is open or not. */
  readonly always?: ComponentChildren
  /** Below the line while it is open. */
  readonly children: ComponentChildren
}

/** A button with a chevron, and what it opens. */
export function FoldOut({ look, line, startOpen = false, always, children }: FoldOutProps) {
  const open = useSignal(startOpen)
  return (
    <>
      <button
        type="button"
        class={look}
        aria-expanded={open.value}
        onClick={() => {
          open.value = !open.value
        }}
      >
        <span class={open.value ? 'twist open' : 'twist'}>
          <Icon name="chevron" />
        </span>
        {line}
      </button>
      {always}
      {open.value && children}
    </>
  )
}
