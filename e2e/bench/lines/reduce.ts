/** `reduce` with decoding, against `JSON.parse` of the same bytes. */

import type { Line } from '../line'
import { runProbe } from '../node-probe'

/** Measured in Node, bundled as for the panel; the best of several rounds, since a busy machine only ever adds. */
export const line: Line = {
  id: 'reduce',
  order: 10,
  async measure(workshop) {
    const { fold, parse, facts } = await runProbe<{ fold: number; parse: number; facts: number }>(workshop, 'reduce')
    return [
      {
        name: `reduce incl. decode of a recording of ${facts.toLocaleString('en')} facts`,
        value: fold,
        unit: 'µs a fact',
        yardstick: { name: 'JSON.parse of the same bytes', value: parse },
        goal: { of: 'ratio', bound: 'most', limit: 2.5 },
      },
    ]
  },
}
