/** Runs long work in slices, so that the panel draws and takes input in between. */
import type { Steps } from '../../files/steps'
import { later } from '../store/after-paint'

/** So long a slice lasts, in milliseconds: a frame has sixteen. */
const SLICE = 8

/** What becomes of the work. */
export interface Following<T> {
  /** How much is done, from 0 to 1; told once a slice. */
  readonly progress: (done: number) => void
  readonly done: (made: T) => void
  readonly failed: (error: unknown) => void
}

/** Begins after the browser has drawn; returns what ends it, after which nothing is told any more. */
export function inSlices<T>(begin: () => Steps<T>, { progress, done, failed }: Following<T>): () => void {
  let steps: Steps<T> | null = null
  let ended = false
  const go = (): void => {
    if (ended) return
    const until = performance.now() + SLICE
    try {
      steps ??= begin()
      for (;;) {
        const next = steps.next()
        if (next.done) {
          done(next.value)
          return
        }
        if (performance.now() < until) continue
        progress(next.value)
        later(go)
        return
      }
    } catch (error) {
      failed(error)
    }
  }
  later(go)
  return () => {
    ended = true
  }
}
