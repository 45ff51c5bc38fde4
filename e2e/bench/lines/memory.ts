/** What an item costs in memory beyond the facts that it was folded from: in the panel, and in the worker. */
import type { Line } from '../line'
import { runProbe } from '../node-probe'

/** Live bytes after a collection, with the facts alone and with the folded state beside them. */
export const line: Line = {
  id: 'memory',
  order: 20,
  async measure(workshop) {
    const { beyond, payload } = await runProbe<{ beyond: number; payload: number }>(workshop, 'memory')
    const worker = await runProbe<{ beyond: number; log: number }>(workshop, 'worker-memory')
    return [
      {
        name: 'memory an item beyond its own payload',
        value: beyond / 1024,
        unit: 'KB',
        yardstick: { name: 'payload of its facts as JSON', value: payload / 1024 },
        goal: { of: 'value', bound: 'most', limit: 1 },
      },
      {
        name: 'memory an item of the worker beyond its log',
        value: worker.beyond / 1024,
        unit: 'KB',
        yardstick: { name: 'the log', value: worker.log / 1024 },
        goal: { of: 'value', bound: 'most', limit: 1 },
      },
    ]
  },
}
