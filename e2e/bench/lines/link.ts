/** Relay to worker: the link's batches against one port message per fact. */
import { copyFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Line, median } from '../line'

const SCRIPT = `
  const jobs = {
    send: (job) => new Promise((done, failed) => {
      document.addEventListener('link-sent', (event) => done(JSON.parse(event.detail)), { once: true })
      document.dispatchEvent(new CustomEvent('link-send', { detail: JSON.stringify(job) }))
    }),
  }`

/**
 * The link's own sender and receiver in an extension that has nothing else; both ways end with the worker's
 * acknowledgement of the last fact.
 */
export const line: Line = {
  id: 'link',
  order: 70,
  async measure(workshop) {
    const folder = await workshop.folder('link')
    await copyFile(await workshop.probe('link-relay', 'page'), path.join(folder, 'relay.js'))
    await copyFile(await workshop.probe('link-worker', 'page'), path.join(folder, 'worker.js'))
    await writeFile(
      path.join(folder, 'manifest.json'),
      JSON.stringify({
        manifest_version: 3,
        name: 'Link',
        version: '1.0',
        background: { service_worker: 'worker.js' },
        content_scripts: [{ matches: ['http://127.0.0.1/*'], js: ['relay.js'], run_at: 'document_start' }],
      }),
    )
    const browser = await workshop.alone({ extension: folder, script: SCRIPT })
    const found: { batched: number[]; single: number[] } = { batched: [], single: [] }
    const count = 5000
    for (let round = 0; round < 8; round++)
      for (const way of ['batched', 'single'] as const) {
        const took = await browser.ask<number>('send', { way, count })
        if (round > 0) found[way].push((took * 1000) / count)
      }
    await browser.close()
    return [
      {
        name: 'relay to worker, 1 KB facts in batches',
        value: median(found.batched),
        unit: 'µs a fact',
        yardstick: { name: 'one port message each', value: median(found.single) },
        goal: { of: 'ratio', bound: 'least', limit: 5 },
      },
    ]
  },
}
