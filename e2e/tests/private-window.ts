/** What is typed, triggered and tracked in a private window, each with a word in it, and the files with that word. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { PanelPage } from '../panel-page'
import type { Stage } from '../stage'

/**
 * Does in a private window whatever leaves something in the extension's storage in another one, all of it with the
 * word. At `origin` there are a page that runs Bloomreach's Web SDK, and one that tracks nothing.
 */
export async function useEverything({ browser, servers }: Stage, origin: string, word: string): Promise<void> {
  const { bloomreach } = servers
  const tab = await browser.newPrivateTab()
  await tab.goto(`${origin}/a?${word}`)
  const panel = await PanelPage.open(tab)
  await panel.track(`triggered ${word}`, JSON.stringify({ [word]: word }))
  await panel.item(`triggered ${word}`)
  await panel.view.role('combobox', 'Filter').fill(`name:${word}`)
  await panel.view.press('Enter')
  await panel.shows(`triggered ${word}`)
  await panel.close()
  // Its last words, over a background that has to be started for them.
  await tab.eval(
    (url, type) => {
      addEventListener('pagehide', () => {
        const data = { type, properties: {}, customer_ids: { cookie: 'c' }, timestamp: 1 }
        navigator.sendBeacon(url, JSON.stringify({ commands: [{ name: 'crm/events', data }] }))
      })
    },
    `${bloomreach.origin}/bulk`,
    `last ${word}`,
  )
  await browser.killBackground()
  await tab.goto(`${origin}/plain-a`)
  await bloomreach.arrived(`last ${word}`)
  await tab.close()
}

/**
 * The files in a folder that have a word in their name or bytes, as letters of one byte or two. Firefox writes what an
 * extension stores in a shorter way (Snappy), which takes apart what has come before: the word is of letters that stand
 * together nowhere else.
 */
export function filesWith(folder: string, word: string): readonly string[] {
  const holds = (file: string) => {
    const bytes = readFileSync(file)
    return bytes.includes(word) || bytes.includes(Buffer.from(word, 'utf16le'))
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => ({ entry, file: path.join(entry.parentPath, entry.name) }))
    .filter(({ entry, file }) => file.includes(word) || (entry.isFile() && holds(file)))
    .map(({ file }) => path.relative(folder, file))
}
