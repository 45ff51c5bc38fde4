/** The panel in a tester's words: rows, details, triggers, dialogs, outcomes and what it says of itself. */
import type { Panel, Tab } from './browsers/driver'
import type { Row } from './browsers/grid'
import type { Control, Waiting } from './browsers/view'
import { type LedgerItem, readLedger } from './ledger'

interface Extension {
  readonly chrome: { readonly storage: { readonly local: { get(keys: null): Promise<unknown> } } }
}

/** An open panel. Everything is found by role and accessible name, or by `data-` attributes where no role tells it. */
export class PanelPage {
  /** What is under it, for whatever has no word here. */
  readonly view: Panel

  constructor(view: Panel) {
    this.view = view
  }

  /** Opens the developer tools of a tab on the panel. */
  static async open(tab: Tab): Promise<PanelPage> {
    return new PanelPage(await tab.openPanel())
  }

  close(): Promise<void> {
    return this.view.close()
  }

  /** Loads the panel's page anew, which knows of what was before only what the extension keeps, as one just opened. */
  async loadAnew(): Promise<void> {
    // Firefox drops what an extension's page has just begun to keep when that page goes; a person is not so quick.
    await this.view.eval(() => (globalThis as unknown as Extension).chrome.storage.local.get(null))
    await this.view.eval(() => {
      document.documentElement.dataset.left = ''
      location.reload()
    })
    await this.#loaded()
  }

  /**
   * Clears, and loads the panel's page anew in the same turn: what it is still being told by the browser of requests of
   * before reaches nobody.
   */
  async clearAnew(): Promise<void> {
    await this.button('Clear').waitEnabled()
    await this.view.evalFound((found) => {
      ;(found[0] as HTMLElement).click()
      document.documentElement.dataset.left = ''
      location.reload()
    }, this.button('Clear').lookup)
    await this.#loaded()
  }

  #loaded(): Promise<unknown> {
    return this.view.waitFor(
      () => document.readyState === 'complete' && !('left' in document.documentElement.dataset),
      { what: 'the panel to load anew' },
    )
  }

  /** Chooses a view by its tab. */
  choose(view: string): Promise<void> {
    return this.view.tab(view).click()
  }

  button(name: string): Control {
    return this.view.button(name)
  }

  /** A field for text. */
  field(label: string): Control {
    return this.view.role('textbox', label)
  }

  /** The editors' field for JSON. */
  get properties(): Control {
    return this.field('Properties (JSON)')
  }

  // The list of events.

  /** Waits until the rows of the Events list are as wished, and gives them all. */
  rows(wished: (rows: readonly Row[]) => boolean, waiting?: Waiting): Promise<readonly Row[]> {
    return this.view.grid('Events').waitFor(wished, waiting)
  }

  /** Waits for a row of each name. */
  shows(...names: readonly string[]): Promise<void> {
    return this.view.grid('Events').shows(
      names.map((name) => ({ name })),
      { what: names.join(', ') },
    )
  }

  /** Waits until each name has a row with that delivery. */
  deliveries(wished: Readonly<Record<string, string>>): Promise<void> {
    const each = Object.entries(wished)
    return this.view.grid('Events').shows(
      each.map(([name, delivery]) => ({ name, delivery })),
      { what: each.map((words) => words.join(' ')).join(', ') },
    )
  }

  /** Waits until a name has a row with that delivery. */
  row(name: string, delivery: string): Promise<void> {
    return this.deliveries({ [name]: delivery })
  }

  /** All items, as their rows show them now. */
  ledger(): Promise<readonly LedgerItem[]> {
    return readLedger(this.view)
  }

  /** The items of one name now. */
  async items(name: string): Promise<readonly LedgerItem[]> {
    return (await this.ledger()).filter((item) => item.name === name)
  }

  /** The one item of this name, once its delivery is as wished. Throws where several have the name. */
  async item(name: string, delivery = 'delivered'): Promise<LedgerItem> {
    await this.row(name, delivery)
    const [first, ...others] = await this.items(name)
    if (!first || others.length > 0) throw new Error(`${others.length + (first ? 1 : 0)} items are called ${name}`)
    return first
  }

  /** The row of an item by its name, or by its number. It must be in sight. */
  rowOf(item: string | number): Control {
    return this.view.control(
      typeof item === 'number'
        ? `[role=row][data-item="${item}"]`
        : `[role=row]:has([data-column=name][title=${JSON.stringify(item)}])`,
    )
  }

  /** The sign at a row that a trigger of Tracklens made the item. */
  markOf(item: string | number): Control {
    return this.rowOf(item).inside({ role: 'img', name: 'Made by a trigger of Tracklens' })
  }

  /** The sign at a row that the SDK tracked the item by itself because of a trigger. */
  followUpMarkOf(item: string | number): Control {
    return this.rowOf(item).inside({ role: 'img', pattern: '^Tracked by the SDK itself because of a trigger' })
  }

  /** Opens the details of the one item of this name, and gives their text. */
  async details(name: string): Promise<string> {
    await this.rowOf(name).click()
    return this.view.role('complementary', `Details of ${name}`).text()
  }

  // The triggers.

  /** A button of the toolbar. */
  trigger(name: string): Control {
    return this.view.role('toolbar', 'Triggers').inside({ role: 'button', name })
  }

  /** The dialog that is open. */
  get dialog(): Control {
    return this.view.role('dialog')
  }

  /** A button of the dialog that is open. */
  answer(name: string): Control {
    return this.dialog.inside({ role: 'button', name })
  }

  /** Waits until the last trigger is under way, done or failed; gives the words. */
  async outcome(kind: 'busy' | 'done' | 'failed'): Promise<string> {
    const shown = this.view.control(`[role=status][aria-label="Trigger outcome"][data-kind=${kind}]`)
    await shown.waitFor({ what: `a trigger's outcome: ${kind}` })
    return shown.text()
  }

  /** The same, and takes it off the screen, so that the next one is another. */
  async takeOutcome(kind: 'done' | 'failed'): Promise<string> {
    const text = await this.outcome(kind)
    await this.button('Dismiss the outcome').click()
    return text
  }

  /** Tracks with the trigger: opens its editor, types, sends. */
  async track(name: string, properties: string): Promise<void> {
    await this.trigger('Track…').click()
    await this.field('Name').fill(name)
    await this.properties.fill(properties)
    await this.send()
  }

  /** Sends what the open editor holds. */
  async send(): Promise<void> {
    await this.view.press('Control+Enter')
    await this.dialog.waitGone()
  }

  async anonymize(): Promise<void> {
    await this.trigger('Anonymize').click()
    await this.answer('Anonymize').click()
    await this.takeOutcome('done')
  }

  /** What says that a vendor is held back, in every view. */
  get stopBanner(): Control {
    return this.view.role('status', 'Stop in force')
  }

  // What it says of itself.

  /** The line that says since when capture is complete; pressed, it opens to what could not be seen. */
  get coverage(): Control {
    return this.view.control('[role=contentinfo] [popovertarget=limits]')
  }

  /** What could not be seen, and why. */
  async limits(): Promise<string> {
    await this.coverage.click()
    // Its code is fetched when it is first opened.
    await this.view.control('#limits .now-list').waitFor()
    const text = await this.view.role('region', 'What could not be seen').text()
    await this.coverage.click()
    return text
  }

  /** The line at the foot. */
  get status(): Control {
    return this.view.role('contentinfo', 'Status')
  }
}
