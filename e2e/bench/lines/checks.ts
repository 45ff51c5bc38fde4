/** All checks over a recording, against `reduce` of the same facts. */

import type { Line } from '../line'
import { runProbe } from '../node-probe'

/** Measured in Node, bundled as for the panel; the best of several rounds, since a busy machine only ever adds. */
export const line: Line = {
  id: 'checks',
  order: 15,
  async measure(workshop) {
    const { judged, fold, facts } = await runProbe<{ judged: number; fold: number; facts: number }>(workshop, 'checks')
    return [
      {
        name: `all checks over a recording of ${facts.toLocaleString('en')} facts`,
        value: judged,
        unit: 'µs a fact',
        yardstick: { name: 'reduce of the same facts', value: fold },
        goal: { of: 'ratio', bound: 'most', limit: 0.5 },
      },
    ]
  },
}
