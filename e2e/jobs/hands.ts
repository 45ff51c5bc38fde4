/** Hands that count what they do: clicks, keys and chords, texts typed at one go, files dropped, commands given. */
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

  /** Drops a file onto the panel, as it comes from a folder or a mail. */
  async drop(name: string, text: string): Promise<void> {
    this.#acts++
    await this.#view().eval(
      (name, text) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File([text], name))
        const event = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer })
        document.querySelector('.frame')?.dispatchEvent(event)
      },
      name,
      text,
    )
  }

  /** Gives a command in a terminal, and waits for what it gives. */
  async command<R>(run: () => Promise<R>): Promise<R> {
    this.#acts++
    return run()
  }
}
