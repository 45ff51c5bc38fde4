/** Whether the tab's page answers: what a busy one has said may still be on its way, and nobody has counted that. */

/** How the page is asked, and who is told. */
export interface AwakeOptions {
  /** Asks the page; settles, in whatever way, when it has answered or is known not to be there. */
  readonly ask: () => Promise<unknown>
  /** Runs something after so many milliseconds. */
  readonly after: (milliseconds: number, run: () => void) => void
  readonly tell: (busy: boolean) => void
}

/** An answer that takes longer is one of a page, or a browser, that lags behind; milliseconds. */
const PROMPT = 1_000
/** How long after an answer the page is asked again; milliseconds. */
const STEP = 1_000

/**
 * Asks again and again, for as long as the panel is there. A late answer ends nothing: of many frames that are made at
 * once others may be late still, so that the page is busy until one comes promptly.
 */
export function followAwake({ ask, after, tell }: AwakeOptions): void {
  let told = false
  const say = (busy: boolean) => {
    if (busy === told) return
    told = busy
    tell(busy)
  }
  const again = () => {
    let isLate = false
    let isOpen = true
    after(PROMPT, () => {
      if (!isOpen) return
      isLate = true
      say(true)
    })
    const answered = () => {
      isOpen = false
      if (!isLate) say(false)
      after(isLate ? 0 : STEP, again)
    }
    ask().then(answered, answered)
  }
  again()
}
