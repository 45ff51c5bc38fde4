/** One document that a test looks at and works in, the same for every browser: a page, or the panel. */

import { PATIENCE } from '../patience'
import { type Aim, clickable, onlyFor, type Point, within } from './in-page'
import { findAll, inWords, type Lookup, lookupOf, type Target } from './lookup'

/** How long to wait for something, in milliseconds, and what it is called if it does not come. */
export interface Waiting {
  readonly timeout?: number
  readonly what?: string
}

/** So long a document waits by itself, in milliseconds: it may go away, and whoever waits is told nothing of it. */
const STRETCH = 1_000
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/** One element, looked up anew at each use. Every action waits until exactly one such element is there. */
export class Control {
  readonly #view: View
  readonly lookup: Lookup

  constructor(view: View, lookup: Lookup) {
    this.#view = view
    this.lookup = lookup
  }

  /**
   * Clicks its middle with the mouse, once it is there, not disabled, at rest and covered by nothing. Throws if it does
   * not become so in time.
   */
  click(waiting: Waiting = {}): Promise<void> {
    return this.#view.clickWhenReady(this.lookup, waiting)
  }

  /**
   * Replaces the contents of a field with text, key by key, as a person does; once more where the form itself has
   * filled the field meanwhile.
   */
  async fill(text: string): Promise<void> {
    await this.waitFor()
    await this.#typeOver(text)
    if ((await this.value()) !== text) await this.#typeOver(text)
  }

  async #typeOver(text: string): Promise<void> {
    await this.#view.evalFound((found) => {
      const field = found[0] as HTMLInputElement
      field.focus()
      if (typeof field.select === 'function') field.select()
    }, this.lookup)
    if (text === '') await this.#view.press('Delete')
    else await this.#view.write(text)
  }

  /** Chooses an option of a `<select>` by its value or text. */
  async choose(option: string): Promise<void> {
    await this.waitFor()
    const chosen = await this.#view.evalFound(
      (found, option) => {
        const select = found[0] as HTMLSelectElement
        const index = [...select.options].findIndex((one) => one.value === option || one.text.trim() === option)
        if (index < 0) return false
        select.selectedIndex = index
        select.dispatchEvent(new Event('input', { bubbles: true }))
        select.dispatchEvent(new Event('change', { bubbles: true }))
        return true
      },
      this.lookup,
      option,
    )
    if (!chosen) throw new Error(`no option "${option}" in ${inWords(this.lookup)}`)
  }

  /** Gives it the keyboard focus. */
  async focus(): Promise<void> {
    await this.waitFor()
    await this.#view.evalFound((found) => (found[0] as HTMLElement).focus(), this.lookup)
  }

  /** Its text, spaces collapsed. */
  async text(): Promise<string> {
    await this.waitFor()
    return this.#view.evalFound((found) => (found[0]?.textContent ?? '').replace(/\s+/g, ' ').trim(), this.lookup)
  }

  /** The current value of a field. */
  async value(): Promise<string> {
    await this.waitFor()
    return this.#view.evalFound((found) => (found[0] as HTMLInputElement).value, this.lookup)
  }

  /** One of its attributes; null where it has none. */
  async attribute(name: string): Promise<string | null> {
    await this.waitFor()
    return this.#view.evalFound((found, name) => found[0]?.getAttribute(name) ?? null, this.lookup, name)
  }

  /** Whether it is disabled, by the attribute or by ARIA. */
  async disabled(): Promise<boolean> {
    await this.waitFor()
    return this.#view.evalFound((found) => found[0]?.matches(':disabled, [aria-disabled=true]') ?? false, this.lookup)
  }

  /** Waits until its text, spaces collapsed, matches; gives it. A failure tells what it said instead. */
  says(words: RegExp, waiting: Waiting = {}): Promise<string> {
    return this.#reads(words, waiting, (found) => found[0]?.textContent ?? '')
  }

  /** Waits until what describes it for a screen reader matches; gives it. */
  describedAs(words: RegExp, waiting: Waiting = {}): Promise<string> {
    return this.#reads(words, waiting, (found) =>
      (found[0]?.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' '),
    )
  }

  async #reads(words: RegExp, waiting: Waiting, read: (found: Element[]) => string): Promise<string> {
    const what = `${inWords(this.lookup)} to say ${words}`
    return this.#view.until(
      async () => {
        const raw = await this.#view.evalFound(read, this.lookup)
        const text = raw.replace(/\s+/g, ' ').trim()
        if (!words.test(text)) throw new Error(`it says: ${text}`)
        return text
      },
      { what, ...waiting },
    )
  }

  /** Waits until it can be used, or with `false` until it cannot. */
  async waitEnabled(enabled = true, waiting: Waiting = {}): Promise<void> {
    await this.waitFor(waiting)
    await this.#view.until(async () => (await this.disabled()) !== enabled, {
      what: `${inWords(this.lookup)} to be ${enabled ? 'enabled' : 'disabled'}`,
      ...waiting,
    })
  }

  /** How many match now, without waiting. */
  count(): Promise<number> {
    return this.#view.evalFound((found) => found.length, this.lookup)
  }

  /** Waits until exactly one matches. */
  async waitFor(waiting: Waiting = {}): Promise<void> {
    await this.#view.waitForFound((found) => (found.length === 1 ? true : null), this.lookup, {
      what: inWords(this.lookup),
      ...waiting,
    })
  }

  /** Waits until none matches. */
  async waitGone(waiting: Waiting = {}): Promise<void> {
    await this.#view.waitForFound((found) => (found.length === 0 ? true : null), this.lookup, {
      what: `${inWords(this.lookup)} to go`,
      ...waiting,
    })
  }

  /** A control inside this one. */
  inside(target: Target): Control {
    return new Control(this.#view, { ...lookupOf(target), within: this.lookup })
  }
}

/** One document. A browser's driver supplies the six abstract parts; everything else is the same everywhere. */
export abstract class View {
  /** Runs a function's source text in the document; arguments and result are JSON, undefined becomes null. */
  protected abstract run(source: string, args: readonly unknown[]): Promise<unknown>
  /** Clicks a point of the document's own area, in CSS pixels, with trusted pointer input. */
  protected abstract clickAt(at: Point): Promise<void>
  /** Presses a key or a chord with real input: `Enter`, `ArrowDown`, `Control+A`. */
  abstract press(key: string): Promise<void>
  /** Types text with real input into whatever has the focus. */
  abstract write(text: string): Promise<void>
  /** A PNG of what is seen, written to `path` where given. */
  abstract screenshot(path?: string): Promise<Buffer>
  /** Makes the document's own area this large, in CSS pixels. */
  abstract setSize(width: number, height: number): Promise<void>

  /** Runs a function in the document. It may refer to nothing outside itself; arguments and result are JSON. */
  eval<A extends unknown[], R>(fn: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    return this.run(fn.toString(), args) as Promise<Awaited<R>>
  }

  /** Runs a function over the elements that a lookup finds. */
  evalFound<A extends unknown[], R>(
    fn: (found: Element[], ...args: A) => R,
    target: Target,
    ...args: A
  ): Promise<Awaited<R>> {
    const source = `(lookup, ...rest) => { ${findAll.toString()}; return (${fn.toString()})(findAll(lookup), ...rest) }`
    return this.run(source, [lookupOf(target), ...args]) as Promise<Awaited<R>>
  }

  /**
   * Waits until a function returns something truthy in the document, and gives that. A navigation in between does not
   * disturb it.
   */
  waitFor<A extends unknown[], R>(
    fn: (...args: A) => R,
    waiting: Waiting = {},
    ...args: A
  ): Promise<NonNullable<Awaited<R>>> {
    return this.until(() => this.eval(fn, ...args), { what: fn.toString(), ...waiting })
  }

  /** Waits until a function over the found elements returns something truthy. */
  waitForFound<R>(
    fn: (found: Element[]) => R,
    target: Target,
    waiting: Waiting = {},
  ): Promise<NonNullable<Awaited<R>>> {
    const source = `(lookup, most) => { ${findAll.toString()}; ${within.toString()}
      return within(() => (${fn.toString()})(findAll(lookup)), most) }`
    const look = (most: number) => this.run(source, [lookupOf(target), most]) as Promise<Awaited<R>>
    return this.until(look, { what: inWords(lookupOf(target)), ...waiting })
  }

  /**
   * Looks again and again until it gives something truthy, and gives that; what it threw last is told on failure. A
   * look may wait by itself, for the milliseconds that it is given at most.
   */
  async until<R>(
    look: (most: number) => Promise<R>,
    { timeout = PATIENCE, what = 'something' }: Waiting = {},
  ): Promise<NonNullable<R>> {
    const end = Date.now() + timeout
    for (;;) {
      let trouble = ''
      const seen = await look(Math.max(0, Math.min(STRETCH, end - Date.now()))).catch((error: unknown) => {
        trouble = ` (${String(error)})`
        return null
      })
      if (seen) return seen
      if (Date.now() > end) throw new Error(`waited ${timeout} ms for ${what}${trouble}`)
      await pause(25)
    }
  }

  /** Waits until the one element can be clicked, and clicks it; again where it has moved away from under the mouse. */
  async clickWhenReady(target: Target, waiting: Waiting): Promise<void> {
    const source = `(lookup, most) => { ${[findAll, within, clickable, onlyFor].join(';')}
      const ready = clickable()
      return within(() => ready(findAll(lookup)), most).then((seen) => seen ?? { why: ready.why }) }`
    const look = async (most: number) => {
      const seen = (await this.run(source, [lookupOf(target), most])) as Aim | { readonly why: string }
      if ('why' in seen) throw new Error(seen.why)
      return seen
    }
    const what = `a click on ${inWords(lookupOf(target))}`
    for (let tries = 0; tries < 20; tries++) {
      const aim = await this.until(look, { what, ...waiting })
      await this.clickAt(aim)
      // Where the click has led elsewhere, it has met.
      const missed = () => this.eval(() => 'missed' in document.documentElement.dataset).catch(() => false)
      if (!aim.guarded || !(await missed())) return
    }
    throw new Error(`${what} met something else again and again`)
  }

  /** The control that a selector or a lookup means. */
  control(target: Target): Control {
    return new Control(this, lookupOf(target))
  }

  /** The control with this role and accessible name. */
  role(role: string, name?: string): Control {
    return this.control({ role, name })
  }

  /** The button with this name. */
  button(name: string): Control {
    return this.role('button', name)
  }

  /** The tab with this name. */
  tab(name: string): Control {
    return this.role('tab', name)
  }

  /** Waits for the element and clicks it. */
  click(target: Target): Promise<void> {
    return this.control(target).click()
  }

  /** Waits for the field and replaces its contents. */
  type(target: Target, text: string): Promise<void> {
    return this.control(target).fill(text)
  }

  /** The text of the one element that matches, spaces collapsed. */
  text(target: Target): Promise<string> {
    return this.control(target).text()
  }
}
