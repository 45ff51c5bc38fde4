/** What the worker's core costs a page: facts until they are acknowledged, with the fold behind them and without. */
import { copyFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Line, median } from '../line'

const SCRIPT = `
  const jobs = {
    send: (name) => new Promise((done) => {
      document.addEventListener('ack-sent', (event) => done(JSON.parse(event.detail)), { once: true })
      document.dispatchEvent(new CustomEvent('ack-send', { detail: name }))
    }),
  }`

const ROUNDS = 10

/** The background's recorders and the link in an extension that has nothing else; both ways keep the journal. */
export const line: Line = {
  id: 'ack',
  order: 72,
  async measure(workshop) {
    const folder = await workshop.folder('ack')
    await copyFile(await workshop.probe('ack-relay', 'page'), path.join(folder, 'relay.js'))
    await copyFile(await workshop.probe('ack-worker', 'page'), path.join(folder, 'worker.js'))
    await writeFile(
      path.join(folder, 'manifest.json'),
      JSON.stringify({
        manifest_version: 3,
        name: 'Acknowledgements',
        version: '1.0',
        permissions: ['storage'],
        background: { service_worker: 'worker.js' },
        content_scripts: [{ matches: ['http://127.0.0.1/*'], js: ['relay.js'], run_at: 'document_start' }],
      }),
    )
    const browser = await workshop.alone({ extension: folder, script: SCRIPT })
    const found: { folding: number[]; without: number[] } = { folding: [], without: [] }
    for (let round = 0; round <= ROUNDS; round++)
      // By turns who is first: what the one leaves to be cleared away, the other pays for.
      for (const way of round % 2 ? (['folding', 'without'] as const) : (['without', 'folding'] as const)) {
        const took = await browser.ask<number>('send', way)
        // The first round warms both up.
        if (round > 0) found[way].push(took)
      }
    await browser.close()
    return [
      {
        name: 'facts acknowledged by the worker, with its core',
        value: median(found.folding),
        unit: 'µs a fact',
        yardstick: { name: 'without it', value: median(found.without) },
        goal: { of: 'ratio', bound: 'most', limit: 1.1 },
      },
    ]
  },
}
