/** What both scripts cost at document_start on a page without tracking. */
import { writeEmptyExtension } from '../empty-extension'
import { type Line, median } from '../line'

/** Each load tells how long after its first byte its own first script ran: in between are the extension's scripts. */
const SCRIPT = `
  const load = (frame, number) => new Promise((done) => {
    addEventListener('message', (event) => done(event.data), { once: true })
    frame.src = '/small.html?' + number
  })
  const jobs = {
    async loads({ count }) {
      const frame = document.createElement('iframe')
      document.body.append(frame)
      const found = []
      for (let i = 0; i < count; i++) found.push(await load(frame, i))
      frame.remove()
      return found
    },
  }`
const SMALL = `<!doctype html><script>
  const began = performance.now()
  parent.postMessage(began - performance.getEntriesByType('navigation')[0].responseStart, '*')
</script><p>Nothing here.`

/** Two browsers by turns, six rounds of 25 loads each. */
export const line: Line = {
  id: 'start',
  order: 60,
  async measure(workshop) {
    const empty = await workshop.folder('empty')
    await writeEmptyExtension(empty)
    const server = await workshop.server()
    server.serve('/small.html', 'text/html', SMALL)
    const ours = await workshop.alone({ extension: await workshop.extension(), script: SCRIPT })
    const theirs = await workshop.alone({ extension: empty, script: SCRIPT })
    const found: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] }
    for (let round = 0; round < 7; round++) {
      const first = await ours.ask<number[]>('loads', { count: 25 })
      const second = await theirs.ask<number[]>('loads', { count: 25 })
      // The first round warms both up.
      if (round === 0) continue
      found.ours.push(...first)
      found.theirs.push(...second)
    }
    await Promise.all([ours.close(), theirs.close()])
    return [
      {
        name: 'both scripts at document_start, from first byte to the page’s first script',
        value: median(found.ours),
        unit: 'ms',
        yardstick: { name: 'an empty extension with two scripts', value: median(found.theirs) },
        goal: { of: 'difference', bound: 'most', limit: 1 },
      },
    ]
  },
}
