/** Whether the tab's page answers: what a busy one has said may still be on its way, and nobody has counted that. */

/** How the page is asked, and who is told. */
export interface AwakeOptions {
  /** Asks the page; settles, in whatever way, when it has answered or is known not to be there. */
  readonly ask: () => Promise<unknown>
  /** Runs something after so many milliseconds. */
  readonly after: (milliseconds: number, run: () => void) => void
  readonly tell: (busy: boolean) => void
}

/** An answer that takes longer is one of a page or browser that lags behind; so long after one it is asked again. */
const PROMPT_MS = 1_000

/**
 * Asks again and again, for as long as the panel is there. A late answer ends nothing: of many frames that are made at
 * once others may be late still, so that the page is busy until two in a row come promptly (Firefox 153: between late
 * ones, one came promptly while the rows of a page with 300 frames were three to eighteen behind).
 */
export async function followAwake({ ask, after, tell }: AwakeOptions): Promise<never> {
  const pause = () => new Promise<true>((done) => after(PROMPT_MS, () => done(true)))
  for (let [told, late] = [false, false]; ; ) {
    const answer = ask().then(
      () => false,
      () => false,
    )
    const before = late
    late = await Promise.race([answer, pause()])
    const busy = late || (told && before)
    if (busy !== told) tell(busy)
    told = busy
    await (late ? answer : pause())
  }
}
