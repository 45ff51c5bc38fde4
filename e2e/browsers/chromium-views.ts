/** A tab and the panel in Chromium: frames of Playwright's pages. */
import { writeFile } from 'node:fs/promises'
import type { Frame, Page } from 'playwright'
import type { OpenPanel, Panel, Tab } from './driver'
import { Grid } from './grid'
import type { Point } from './in-page'
import { View } from './view'

/** A call expression with its arguments as literals, so that nothing of the page's is needed to pass them. */
export function expression(source: string, args: readonly unknown[]): string {
  return `(${source})(${args.map((arg) => JSON.stringify(arg) ?? 'undefined').join(', ')})`
}

/** What both a tab and the panel are in Chromium: a frame of a Playwright page. */
abstract class FrameView extends View {
  constructor(
    protected readonly page: Page,
    protected readonly frame: Frame,
  ) {
    super()
  }

  protected async run(source: string, args: readonly unknown[]): Promise<unknown> {
    return (await this.frame.evaluate(expression(source, args))) ?? null
  }

  /**
   * Playwright's own click waits for frames of the compositor, which a busy machine may not draw for long. Chromium may
   * go on sending the pointer to where the panel was before devtools were laid out anew: until it is over what it was
   * sent to nothing is pressed, and a change of size brings it back.
   */
  protected async clickAt({ x, y }: Point): Promise<void> {
    let tries = 0
    const isThere = async () => {
      if (++tries % 10 === 0) await this.#layOutAnew()
      const frame = this.frame === this.page.mainFrame() ? null : await (await this.frame.frameElement()).boundingBox()
      await this.page.mouse.move(x + (frame?.x ?? 0), y + (frame?.y ?? 0))
      return this.eval((x, y) => document.elementFromPoint(x, y)?.matches(':hover') ?? false, x, y)
    }
    await this.until(isThere, { what: 'the pointer to be where it was sent' })
    await this.page.mouse.down()
    await this.page.mouse.up()
  }

  async #layOutAnew(): Promise<void> {
    const size = this.page.viewportSize()
    if (!size) return
    await this.page.setViewportSize({ ...size, width: size.width + 1 })
    await this.page.setViewportSize(size)
  }

  /**
   * Keys go to the frame that has the focus; taking it twice would make devtools hand it on, so it is taken only when
   * it is elsewhere.
   */
  async #focusFrame(): Promise<void> {
    if (this.frame === this.page.mainFrame()) return
    const owner = await this.frame.frameElement()
    const focused = await owner.evaluate((element) => {
      let active = document.activeElement
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
      return active === element
    })
    if (focused) return
    await owner.focus()
    await this.waitFor(() => document.hasFocus(), { what: 'the panel to have the focus' })
  }

  async press(key: string): Promise<void> {
    await this.#focusFrame()
    await this.page.keyboard.press(key)
  }

  async write(text: string): Promise<void> {
    await this.#focusFrame()
    await this.page.keyboard.type(text)
  }

  async screenshot(path?: string): Promise<Buffer> {
    const box = this.frame === this.page.mainFrame() ? null : await (await this.frame.frameElement()).boundingBox()
    const png = await this.page.screenshot(box ? { clip: box } : {})
    if (path) await writeFile(path, png)
    return png
  }

  async setSize(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height })
    if (this.frame === this.page.mainFrame()) return
    const box = await (await this.frame.frameElement()).boundingBox()
    if (box)
      await this.page.setViewportSize({
        width: Math.round(2 * width - box.width),
        height: Math.round(2 * height - box.height),
      })
  }
}

/** The panel, in devtools or in a tab. */
export class ChromiumPanel extends FrameView implements Panel {
  grid(name: string): Grid {
    return new Grid(this, { role: 'grid', name })
  }

  async setDark(dark: boolean): Promise<void> {
    await this.page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
  }

  async close(): Promise<void> {
    await this.page.close()
  }
}

/** A tab; `open` shows the panel in its devtools. */
export class ChromiumTab extends FrameView implements Tab {
  readonly #open: (page: Page, dock: string) => Promise<ChromiumPanel>

  constructor(page: Page, open: (page: Page, dock: string) => Promise<ChromiumPanel>) {
    super(page, page.mainFrame())
    this.#open = open
  }

  /** Whether it is this page's tab. */
  isOf(page: Page): boolean {
    return page === this.page
  }

  async goto(url: string): Promise<void> {
    await this.page.goto(url)
  }

  async reload(): Promise<void> {
    await this.page.reload()
  }

  async back(): Promise<void> {
    await this.page.goBack()
  }

  async url(): Promise<string> {
    return this.page.url()
  }

  async activate(): Promise<void> {
    await this.page.bringToFront()
  }

  openPanel({ dock = 'undocked' }: OpenPanel = {}): Promise<Panel> {
    return this.#open(this.page, dock)
  }

  async close(): Promise<void> {
    await this.page.close({ runBeforeUnload: false })
  }
}
