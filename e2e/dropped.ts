/** Files that are dropped on a panel, made in its own page: large ones never cross to it. */
import type { View } from './browsers/view'

/** A file's text: a beginning, a middle that stands in it so many times, and an end. */
export interface Dropped {
  readonly name: string
  readonly head: string
  readonly middle?: string
  readonly times?: number
  readonly end?: string
}

/** Drops a file on the panel, as a person does. */
export function dropFile(view: View, file: Dropped): Promise<unknown> {
  return view.eval(({ name, head, middle = '', times = 0, end = '' }: Dropped) => {
    const dataTransfer = new DataTransfer()
    // A thousand at a time: a list of millions of parts is slow.
    const thousand = middle.repeat(1_000)
    dataTransfer.items.add(new File([head, ...new Array<string>(times / 1_000).fill(thousand), end], name))
    const target = document.querySelector('.frame')
    target?.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }))
  }, file)
}

/** Presses Cancel as soon as some of a file is read; how much it was then is told by `cancelledAt`. */
export function cancelInTheMiddle(view: View): Promise<unknown> {
  return view.eval(() => {
    const observer = new MutationObserver(() => {
      const bar = document.querySelector('[role=status][aria-label=Opening]')
      const done = bar?.querySelector('progress')?.value ?? 0
      if (done === 0) return
      observer.disconnect()
      document.body.dataset.cancelledAt = String(done)
      bar?.querySelector('button')?.click()
    })
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
  })
}

/** How much was read when it was cancelled, from 0 to 1. */
export function cancelledAt(view: View): Promise<number> {
  return view.waitFor(() => Number(document.body.dataset.cancelledAt), { what: 'the reading to be cancelled' })
}
