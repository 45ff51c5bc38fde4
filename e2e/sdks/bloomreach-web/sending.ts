/**
 * The queue: gathers commands for 100 ms, sends up to 50 as one `/bulk`, tries again after failures, and hands the rest
 * to a beacon.
 */
import type { Pace } from './settings'

/**
 * One command on its way. Its data is made anew at each try: who the customer is, and how old it is, is read when
 * sending.
 */
export interface Command {
  readonly name: string
  readonly data: () => Record<string, unknown>
  /** Nothing else leaves until this one is answered. */
  readonly blocking?: boolean
  readonly ok?: (result: Record<string, unknown>) => void
  readonly failed?: (error: Error) => void
  tries: number
}

const MOST_TOGETHER = 50
const MOST_WAITING = 1000
const MOST_TRIES = 100
const LONGEST_DELAY = 3_600_000

/** The queue of one page. */
export class Sending {
  #waiting: Command[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #blocked = false
  readonly #target: () => string
  readonly #pace: Pace
  readonly #snippet: string

  constructor(target: () => string, pace: Pace, snippet: string) {
    this.#target = target
    this.#pace = pace
    this.#snippet = snippet
  }

  /** Puts a command at the end of the queue. A full queue takes no more. */
  add(command: Omit<Command, 'tries'>, immediate = false): void {
    if (this.#waiting.length >= MOST_WAITING) return
    this.#waiting.push({ ...command, tries: 0 })
    if (immediate) this.#send()
    else this.#soon()
  }

  /** As the page is left: what was not sent goes out in a beacon, which nobody can answer. */
  leave(): void {
    const commands = this.#waiting.splice(0).map(({ name, data }) => ({ name, data: data() }))
    if (!commands.length) return
    navigator.sendBeacon(
      `${this.#target()}/bulk`,
      new Blob([JSON.stringify({ beacon: true, commands })], { type: 'application/json' }),
    )
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.#send(), this.#pace.debounce)
  }

  #send(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#blocked || !this.#waiting.length) return
    const commands = this.#waiting.splice(0, MOST_TOGETHER)
    const blocking = commands.some((command) => command.blocking)
    this.#blocked = blocking
    void this.#post(commands).then((again) => {
      if (again) return
      if (blocking) this.#blocked = false
      if (this.#waiting.length) this.#send()
    })
    if (this.#waiting.length && !blocking) this.#send()
  }

  /** Sends commands; true where they are to be sent again later. */
  async #post(commands: readonly Command[]): Promise<boolean> {
    let body: string
    try {
      body = JSON.stringify({
        sdk: 'js-client',
        sdk_version: VERSION,
        sdk_snippet_version: this.#snippet,
        commands: commands.map(({ name, data }) => ({ name, data: data() })),
      })
    } catch {
      // One value that JSON has no text for, such as a BigInt, and all of them are gone (Web SDK 3.15.0).
      return false
    }
    let response: Response
    try {
      // A text without a content type spares the page a preflight.
      response = await fetch(`${this.#target()}/bulk`, {
        method: 'POST',
        credentials: 'include',
        headers: { Accept: 'application/json' },
        body,
      })
    } catch (error) {
      return this.#again(commands, error instanceof Error ? error : new Error(String(error)))
    }
    const text = await response.text().catch(() => '')
    if (response.status >= 500) return this.#again(commands, new Error(text))
    if (!response.ok) {
      const refused = new Error(text)
      refused.name = 'HttpServerError'
      for (const command of commands) command.failed?.(refused)
      return false
    }
    const results = resultsOf(text)
    for (const [i, command] of commands.entries()) {
      const result = results[i]
      // It reads the status of a result that is not there, which throws: a failed try, whatever the answer says.
      if (!result) return this.#again(commands.slice(i), new Error(text))
      if (result.status === 'ok') command.ok?.(result)
      else command.failed?.(new Error(Array.isArray(result.errors) ? result.errors.join(', ') : 'Command failed'))
    }
    return false
  }

  #again(commands: readonly Command[], error: Error): boolean {
    const left = commands.filter((command) => {
      command.tries += 1
      if (command.tries < MOST_TRIES) return true
      command.failed?.(error)
      return false
    })
    if (!left.length) return false
    const tries = Math.max(...left.map((command) => command.tries))
    const delay = Math.min(this.#pace.retryBase * 2 ** (tries - 1), LONGEST_DELAY)
    setTimeout(() => {
      void this.#post(left).then((more) => {
        if (more) return
        if (left.some((command) => command.blocking)) this.#blocked = false
        if (this.#waiting.length) this.#send()
      })
    }, delay)
    return true
  }
}

/** The version that the stand-in stands in for. */
export const VERSION = 'v3.15.0'

function resultsOf(text: string): readonly (Record<string, unknown> | undefined)[] {
  try {
    const answer: unknown = JSON.parse(text)
    const results =
      typeof answer === 'object' && answer !== null ? (answer as { results?: unknown }).results : undefined
    return Array.isArray(results) ? results : []
  } catch {
    return []
  }
}
