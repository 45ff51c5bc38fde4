/**
 * Writes the least extension that can be compared with Tracklens: two empty content scripts, and a devtools panel with
 * nothing in it.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

const EVERYWHERE = {
  matches: ['<all_urls>'],
  run_at: 'document_start',
  all_frames: true,
  match_about_blank: true,
  match_origin_as_fallback: true,
}

/** The place of its panel. */
export const EMPTY_PANEL = { title: 'Empty', path: '/panel.html' }

/** Writes it into a folder. */
export async function writeEmptyExtension(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const files: Record<string, string> = {
    'manifest.json': JSON.stringify({
      manifest_version: 3,
      name: 'Empty',
      version: '1.0',
      devtools_page: 'devtools.html',
      content_scripts: [
        { ...EVERYWHERE, js: ['isolated.js'] },
        { ...EVERYWHERE, js: ['main.js'], world: 'MAIN' },
      ],
    }),
    'isolated.js': ';',
    'main.js': ';',
    'devtools.html': '<script src="devtools.js"></script>',
    'devtools.js': `chrome.devtools.panels.create('${EMPTY_PANEL.title}', '', '${EMPTY_PANEL.path}')`,
    'panel.html': '<!doctype html><title>Empty</title>',
  }
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
}
