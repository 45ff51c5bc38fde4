/** Tells what became of the last trigger: under way, done, or failed and what to do. */
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from '../parts/icon'
import type { TriggerRunner } from './trigger-runner'
import './outcome.css'

/**
 * Above the status line, where the view makes room for it, until it is dismissed or another trigger has something to
 * say. The region is always there, so that a screen reader tells when it fills.
 */
export function Outcome({ runner }: { readonly runner: TriggerRunner }) {
  const notice = runner.notice.value
  const region = useRef<HTMLDivElement>(null)
  // What stands above makes room: it must cover nothing, since it stays.
  useLayoutEffect(() => {
    const element = region.current
    if (!element || !notice) return
    const make = (room: number) => document.documentElement.style.setProperty('--outcome', `${room}px`)
    make(element.offsetHeight)
    const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => make(element.offsetHeight))
    observer?.observe(element)
    return () => {
      observer?.disconnect()
      make(0)
    }
  }, [notice])
  const close = () => {
    runner.notice.value = null
    // The button goes away with the focus on it: back to the triggers.
    document.querySelector<HTMLElement>('.triggers [data-stop][tabindex="0"]')?.focus()
  }
  return (
    <div
      ref={region}
      role="status"
      aria-label="Trigger outcome"
      class={notice ? `outcome ${notice.kind}` : 'hidden'}
      data-kind={notice?.kind}
      data-trigger={notice?.trigger ?? undefined}
    >
      {notice && (
        <>
          {notice.kind === 'busy' ? (
            <span class="spinner" />
          ) : (
            <Icon name={notice.kind === 'done' ? 'check' : 'warning'} />
          )}
          <span class="grow break">{notice.text}</span>
          {notice.action && (
            <button type="button" class="button" onClick={notice.action.run}>
              {notice.action.label}
            </button>
          )}
          <button type="button" class="button bare" aria-label="Dismiss the outcome" title="Dismiss" onClick={close}>
            <Icon name="close" />
          </button>
        </>
      )}
    </div>
  )
}
