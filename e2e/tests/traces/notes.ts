/** What each part of the probes for traces of Tracklens writes them down with, in the page. */

/** What each probe found, as JSON. */
export type Found = Readonly<Record<string, unknown>>

/** What a part is handed. */
export type Notes = ReturnType<typeof notes>

/** Runs in the page, first thing. It may refer to nothing outside itself. */
export function notes() {
  const { lastMatch: start } = RegExp
  const found: Record<string, unknown> = {}
  const words = (error: unknown) => `${(error as Error)?.name}: ${(error as Error)?.message}`
  const probe = (name: string, run: () => unknown) => {
    try {
      found[name] = run() ?? null
    } catch (error) {
      found[name] = `threw ${words(error)}`
    }
  }
  const caught = (run: () => unknown): Error | null => {
    try {
      const promise = run()
      if (promise instanceof Promise) promise.catch(() => {})
      return null
    } catch (error) {
      return error as Error
    }
  }
  /** A stack without its numbers: how many frames, whose, and in what form it is kept. */
  const frames = (error: unknown) => {
    const { stack = '' } = (error ?? {}) as Error
    const own = Object.getOwnPropertyDescriptor(error ?? {}, 'stack')
    return [stack.replace(/\d+/g, '0'), own && Object.keys(own).join()]
  }
  const from = (owner: object | null | undefined, name: string) => owner && Object.getOwnPropertyDescriptor(owner, name)
  const tracking = `${location.origin}/v1/t?act=ok&via=probe`
  const message = '{"type":"track","event":"probe","messageId":"p","anonymousId":"a","writeKey":"w","properties":{}}'
  return { start, found, words, probe, caught, frames, from, tracking, message }
}
