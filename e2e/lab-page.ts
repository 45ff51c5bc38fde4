/** The panel's Lab in a tester's words: walk-throughs, the sequence as text, and what it shows of the device. */
import type { Panel } from './browsers/driver'
import type { Control } from './browsers/view'

/** One row of the Lab's table of items. */
interface LabRow {
  readonly name: string
  readonly customer: string
  readonly delivery: string
}

/** The Lab of an open panel, whose tab must be chosen. */
export class LabPage {
  readonly #view: Panel

  constructor(view: Panel) {
    this.#view = view
  }

  /** Chooses the Lab's tab. */
  static async open(view: Panel): Promise<LabPage> {
    await view.tab('Lab').click()
    await view.role('toolbar', 'Lab').waitFor()
    return new LabPage(view)
  }

  press(button: string): Promise<void> {
    return this.#view.button(button).click()
  }

  /** The items, in the order of the table. */
  rows(): Promise<readonly LabRow[]> {
    return this.#view.evalFound(
      (found) =>
        found
          .map((row) =>
            [...row.querySelectorAll('td')].map((cell) => cell.textContent?.replace(' (changed)', '') ?? ''),
          )
          .filter((cells) => cells.length > 0)
          .map(([, name = '', customer = '', delivery = '']) => ({ name, customer, delivery })),
      { role: 'row', within: { role: 'table', name: 'Items' } },
    )
  }

  /** Each item as `name delivery`. */
  async deliveries(): Promise<readonly string[]> {
    return (await this.rows()).map(({ name, delivery }) => `${name} ${delivery}`)
  }

  /** The text of a part of what it shows of the device: "State", "Customer", "Session" … */
  part(name: string): Promise<string> {
    return this.#view.role('region', name).text()
  }

  /** What the last step did. */
  said(): Promise<string> {
    return this.#view.role('status', 'Last step').text()
  }

  /** Loads a walk-through and takes its steps up to the nth, or all. What was done by hand before is forgotten. */
  async walk(title: string, steps?: number): Promise<void> {
    await this.#view.role('combobox', 'Walk-throughs').choose(title)
    const loaded = { role: 'heading', name: title, within: { role: 'region', name: 'What happened' } }
    await this.#forgetting('Load the walk-through', this.#view.control(loaded))
    if (steps === undefined) await this.press('Play all')
    else for (let step = 0; step < steps; step++) await this.press('Step forward')
  }

  /** The field with the sequence as text. */
  get #text(): Control {
    return this.#view.role('textbox', 'Sequence text')
  }

  /** Shows the sequence as text. */
  async write(): Promise<Control> {
    if ((await this.#text.count()) === 0) await this.press('As text')
    return this.#text
  }

  /** Replays a sequence from its text. What was done by hand before is forgotten. */
  async replay(lines: readonly string[]): Promise<void> {
    await (await this.write()).fill(lines.join('\n'))
    await this.press('Replay')
    await this.#forgetting('Replay the text', null)
  }

  /** Says yes where the Lab asks before steps taken by hand are lost; resolves once `there` is, or the text is gone. */
  async #forgetting(yes: string, there: Control | null): Promise<void> {
    await this.#view.until(
      async () => {
        const question = this.#view.role('alertdialog').inside({ role: 'button', name: yes })
        if ((await question.count()) > 0) await question.click()
        return there ? (await there.count()) > 0 : (await this.#text.count()) === 0
      },
      { what: `the Lab to ${yes.toLowerCase()}` },
    )
  }
}
