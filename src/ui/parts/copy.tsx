/** A button that copies text and says that it did. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Icon } from './icon'
import './copy.css'

/** Copies by the clipboard API, or by a selection where the developer tools refuse it. Tells whether it worked. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const before = document.activeElement
    const field = document.createElement('textarea')
    field.value = text
    field.style.position = 'fixed'
    field.style.opacity = '0'
    // What lies outside of an open dialog cannot be selected.
    ;(before?.closest('dialog') ?? document.body).append(field)
    field.select()
    const done = document.execCommand('copy')
    field.remove()
    if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    return done
  }
}

/**
 * `text` is made only when pressed, and may take a moment. A bare one shows no words but `short`, for where several
 * stand side by side; another one shows it where its place has no room for the label.
 */
export function CopyButton({
  label,
  text,
  bare = false,
  short,
  disabled = false,
}: {
  readonly label: string
  readonly text: () => string | Promise<string>
  readonly bare?: boolean
  readonly short?: string
  /** While there is nothing to copy yet. */
  readonly disabled?: boolean
}) {
  const said = useSignal<'' | 'Copied' | 'Copying failed'>('')
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const copied = async (): Promise<boolean> => {
    try {
      return await copyText(await text())
    } catch {
      // There is nothing to be copied; whose text it is says why.
      return false
    }
  }
  const copy = async (): Promise<void> => {
    said.value = (await copied()) ? 'Copied' : 'Copying failed'
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      said.value = ''
    }, 1600)
  }
  return (
    <button
      type="button"
      class={bare ? 'button bare' : 'button'}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={() => void copy()}
    >
      <Icon name={said.value === 'Copied' ? 'check' : 'copy'} />
      {bare ? short : <span class={short && 'whole'}>{said.value || label}</span>}
      {!bare && short && <span class="short">{said.value || short}</span>}
      <span class="hidden" aria-live="polite">
        {said.value}
      </span>
    </button>
  )
}
