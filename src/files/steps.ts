/** Long work in steps: whoever runs it may draw, tell how far it is, or leave it, between any two. */

/** Yields how much of it is done, from 0 to 1; returns what it makes. Left in the middle, it has changed nothing. */
export type Steps<T> = Generator<number, T>

/** Runs it to its end at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
  }
}

/** The same steps as a part of longer work, of which they are what lies between `from` and `to`. */
export function* within<T>(steps: Steps<T>, from: number, to: number): Steps<T> {
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
    yield from + (to - from) * next.value
  }
}

/** So many things are gone through between two steps: a few milliseconds' worth. */
const STEP = 50

/** Hands over a list in parts. */
export function* inParts<T>(all: readonly T[], run: (part: readonly T[]) => void): Steps<void> {
  for (let from = 0; from < all.length; from += STEP) {
    run(all.slice(from, from + STEP))
    yield Math.min(1, (from + STEP) / all.length)
  }
}

/** Joins a text of parts, whose number is known well enough to tell how far it is. */
export function* joined(parts: Iterable<string>, about: number): Steps<string> {
  const made: string[] = []
  for (const part of parts) if (made.push(part) % STEP === 0) yield Math.min(1, made.length / about)
  return made.join('')
}
