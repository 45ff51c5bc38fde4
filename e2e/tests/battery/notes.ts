/** What each part of the battery writes its probes down with, in the page. */

/** What each probe saw, as JSON. */
export type Seen = Readonly<Record<string, unknown>>

/** What a part is handed. */
export type Notes = ReturnType<typeof notes>

/** Runs in the page, first thing. It may refer to nothing outside itself. */
export function notes() {
  const seen: Record<string, unknown> = {}
  const to = (act: string, via = 'battery') => `${location.origin}/v1/t?act=${act}&via=${via}`
  const message = (event: string) =>
    JSON.stringify({ type: 'track', event, messageId: event, anonymousId: 'probe', writeKey: 'probe', properties: {} })
  const post = (event: string, more: RequestInit = {}): RequestInit => ({
    method: 'POST',
    body: message(event),
    ...more,
  })
  const words = (error: unknown): string => {
    if (error instanceof DOMException) return `DOMException ${error.name}: ${error.message}`
    if (error instanceof Error)
      return `${error.constructor === globalThis[error.name as 'Error']} ${error.name}: ${error.message}`
    return `not an error: ${String(error)}`
  }
  const probe = (what: string, run: () => unknown) => {
    try {
      seen[what] = run() ?? null
    } catch (error) {
      seen[what] = `threw ${words(error)}`
    }
  }
  const wait = async (what: string, run: () => unknown) => {
    try {
      seen[what] = (await run()) ?? null
    } catch (error) {
      seen[what] = `rejected ${words(error)}`
    }
  }
  return { seen, to, message, post, words, probe, wait }
}
