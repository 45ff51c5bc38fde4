/** A HAR of 100 MB read and judged, against `JSON.parse` of the same bytes; and what memory that takes. */
import type { Measured } from '../har'
import type { Line } from '../line'
import { runProbe } from '../node-probe'

/** Measured in Node, bundled as for the command line: a page's traffic, and what tracks alone. */
export const line: Line = {
  id: 'har',
  order: 30,
  async measure(workshop) {
    const figures = []
    for (const [probe, what] of [
      ['har', 'a HAR'],
      ['har-tracking', 'a HAR of tracking alone'],
    ] as const) {
      const { read, parse, grew, size, items } = await runProbe<Measured>(workshop, probe)
      const megabytes = Math.round(size / 1024 / 1024)
      figures.push(
        {
          name: `${what}, ${megabytes} MB, read and judged, with ${items.toLocaleString('en')} items in it`,
          value: read,
          unit: 'ms',
          yardstick: { name: 'JSON.parse of the same bytes', value: parse },
          goal: { of: 'ratio', bound: 'most', limit: 4 },
        } as const,
        {
          name: `${what}: memory that it takes beside the file itself`,
          value: grew / 1024,
          unit: 'KB',
          yardstick: { name: 'the file', value: size / 1024 },
          goal: { of: 'ratio', bound: 'most', limit: 5 },
        } as const,
      )
    }
    return figures
  },
}
