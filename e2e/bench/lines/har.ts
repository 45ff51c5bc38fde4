/** A HAR of 100 MB read and judged, against `JSON.parse` of the same bytes; and what memory that takes. */
import type { Line } from '../line'
import { runProbe } from '../node-probe'

interface Measured {
  readonly read: number
  readonly parse: number
  readonly grew: number
  readonly size: number
  readonly items: number
}

/** Measured in Node, bundled as for the command line. */
export const line: Line = {
  id: 'har',
  order: 30,
  async measure(workshop) {
    const { read, parse, grew, size, items } = await runProbe<Measured>(workshop, 'har')
    const megabytes = Math.round(size / 1024 / 1024)
    return [
      {
        name: `a HAR of ${megabytes} MB read and judged, with ${items.toLocaleString('en')} items in it`,
        value: read,
        unit: 'ms',
        yardstick: { name: 'JSON.parse of the same bytes', value: parse },
        goal: { of: 'ratio', bound: 'most', limit: 4 },
      },
      {
        name: 'memory that it takes beside the file itself',
        value: grew / 1024,
        unit: 'KB',
        yardstick: { name: 'the file', value: size / 1024 },
        goal: { of: 'ratio', bound: 'most', limit: 5 },
      },
    ]
  },
}
