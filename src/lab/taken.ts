/** What a line of code around an SDK's calls comes to, and how a line is said to do nothing. */
import type { Operation } from './model'

/** What a line of code comes to: a line for `readStep`, a note, what is wrong with it, or several of these. */
export interface Taken {
  readonly line?: string
  /** Lines of a function, or of a closure that runs once the line's call is over. */
  readonly behind?: readonly string[]
  /** What is to be done once these are played. */
  readonly over?: () => void
  /** Lines of a closure that runs once the code around it is done. */
  readonly later?: readonly string[]
  readonly note?: string
  readonly wrong?: string
}

/** Whether the SDK has a method of this name. */
export function isMethod(name: string, operations: readonly Operation[]): boolean {
  return operations.some(({ method, also }) => method === name || also?.includes(name))
}

/** A piece of code, in one line that is not long. */
export const short = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 80 ? `${line.slice(0, 80)}…` : line
}

/** The note of a line that does nothing here. */
export function idle(line: string, why: string): { readonly note: string } {
  return { note: `${short(line)}: does nothing here, ${why}.` }
}
