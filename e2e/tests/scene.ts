/** What most browser tests begin with: a stage whose panel is open on the bare page, for all tests of a block. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { openBare } from '../bare-page'
import type { BrowserName } from '../browsers/driver'
import { extensionDir } from '../build'
import { giveBack, type Kept, takeBrowser } from '../kept-browser'
import { PanelPage } from '../panel-page'
import { differences, differencesInDetail, type Stage, type StageOptions, setStage, startServers } from '../stage'

/** A stage and its panel; both are there once the block's tests run. */
export interface Scene {
  readonly stage: Stage
  readonly panel: PanelPage
  /** A number of the test, for names that no other test uses. */
  readonly run: number
}

/** How the scene is set. */
interface SceneOptions extends Omit<StageOptions, 'browser'> {
  /**
   * After each test the panel's list must be the collectors' log, and after all of them in this browser every item's
   * details too: what is written there is the same in every browser, and to read it takes as long as three tests.
   */
  readonly agrees?: { readonly details: BrowserName }
}

/**
 * Sets a stage with the browser that is kept for all who need none of their own, or with one of its own where the
 * options ask for it; the panel is open on the bare page.
 */
async function setScene(browser: BrowserName, { pace = {}, ...own }: Omit<StageOptions, 'browser'>) {
  if (Object.keys(own).length > 0) {
    const stage = await setStage({ browser, extensionDir: extensionDir(browser), pace, ...own })
    await openBare(stage.tab, stage.servers)
    return { stage, panel: await PanelPage.open(stage.tab) }
  }
  const servers = await startServers(pace)
  try {
    const kept = await takeBrowser(browser)
    await openBare(kept.tab, servers)
    return { stage: { servers, browser: kept.browser, tab: kept.tab, close: servers.close }, panel: kept.panel, kept }
  } catch (error) {
    await servers.close()
    throw error
  }
}

/** Sets the scene before all tests of a block, and takes it away after them. Misbehaviour ends with each test. */
export function openScene(browser: BrowserName, { agrees, ...options }: SceneOptions = {}): Scene {
  let stage: Stage
  let panel: PanelPage
  let kept: Kept | undefined
  let run = 0
  beforeAll(async () => {
    const scene = await setScene(browser, options)
    stage = scene.stage
    panel = scene.panel
    kept = scene.kept
  })
  afterAll(async () => {
    try {
      if (agrees?.details === browser && panel) expect(await differencesInDetail(panel.view, stage.servers)).toEqual([])
    } finally {
      await stage?.close()
      if (kept) giveBack(kept)
    }
  })
  beforeEach(async () => {
    run++
    for (const collector of stage.servers.all) collector.behave()
    // A test that failed while it was offline, before another tab or over a dialog, shall not take the others along.
    await stage.browser.setOffline(false)
    await stage.tab.activate()
    if ((await panel.dialog.count()) > 0) await panel.view.press('Escape')
  })
  afterEach(async () => {
    if (agrees) expect(await differences(panel.view, stage.servers)).toEqual([])
  })
  return {
    get stage() {
      return stage
    },
    get panel() {
      return panel
    },
    get run() {
      return run
    },
  }
}

/**
 * A test of what an SDK does alike in every browser, by ways on which Tracklens has seen it in each of them already:
 * played in one browser only, as the whole run is as long as what both do.
 */
export const itOnce = (browser: BrowserName, chosen: BrowserName) => it.runIf(browser === chosen)

/** No test may leave an error of the panel's own behind. */
export function expectNoPanelErrors(scene: Scene): void {
  afterEach(async () => {
    expect((await scene.stage.browser.troubles()).filter(({ url }) => url.includes('/src/panel/'))).toEqual([])
  })
}
