/** Hands that count what they do in the panel: clicks, keys and chords, and texts typed at one go. */
import type { Panel } from '../browsers/driver'
import type { Control } from '../browsers/view'

/** The hands of one job. */
export class Hands {
  readonly #view: () => Panel
  #acts = 0

  /** `view` gives the panel that is open at the time: it may be closed and opened anew. */
  constructor(view: () => Panel) {
    this.#view = view
  }

  /** How much they have done. */
  get acts(): number {
    return this.#acts
  }

  async click(control: Control): Promise<void> {
    this.#acts++
    await control.click()
  }

  async press(key: string): Promise<void> {
    this.#acts++
    await this.#view().press(key)
  }

  /** Types into what has the focus. */
  async type(text: string): Promise<void> {
    this.#acts++
    await this.#view().write(text)
  }
}
