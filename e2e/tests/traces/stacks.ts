/** The part of the probes that looks at stacks, and at who calls back. */
import type { Notes } from './notes'

/** Runs in the page. It may refer to nothing outside itself. */
export function stacks({ words, probe, caught, frames }: Notes): void {
  probe('what looks at stacks is asked', () => {
    let asked = 0
    Object.defineProperty(Error, 'prepareStackTrace', { configurable: true, get: () => void asked++ })
    caught(() => fetch(`${location.origin}/nothing`, { method: 'GET' }).catch(() => {}))
    delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace
    return asked
  })
  probe('stack that the page prepares', () => {
    const files: string[] = []
    const value = (_: unknown, sites: readonly { readonly getFileName: () => unknown }[]) => {
      for (const site of sites) files.push(String(site.getFileName()).replace(/^https?:..[^/]*/, ''))
    }
    Object.defineProperty(Error, 'prepareStackTrace', { configurable: true, value })
    void caught(() => new Request('http://['))?.stack
    delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace
    return files
  })
  probe('stack of one frame', () => {
    const limit = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit') ?? { configurable: true }
    Object.defineProperty(Error, 'stackTraceLimit', { ...limit, value: 1 })
    const found = frames(caught(() => new Request('http://[')))
    Object.defineProperty(Error, 'stackTraceLimit', limit)
    return found
  })
  probe('how deep', () => {
    let error: unknown
    // One for all levels: thousands of them are seconds of a processor in Firefox.
    const xhr = new XMLHttpRequest()
    const deeper = (): void => {
      try {
        xhr.open('GET', '/nothing')
        deeper()
      } catch (thrown) {
        error ??= thrown
      }
    }
    deeper()
    return words(error)
  })
  probe('stack within a callback', () => {
    let stack: unknown
    const part = {
      toString() {
        stack = frames(new Error('callback'))
        return 'x'
      },
    }
    new Blob([part as never])
    return stack
  })

  probe('caller of a callback', () => {
    // A function's `caller` is told of loose code only.
    const found = 'make({ toString: function read() { found = String(read.caller).slice(0, 20); return "x" } })'
    const loose = Function('make', `let found; ${found}; return found`) as (make: (part: unknown) => Blob) => unknown
    return loose((part) => new Blob([part as never]))
  })
}
