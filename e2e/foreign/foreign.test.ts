/** Files of tools that not every machine has, or that come out a little otherwise each time, as they were recorded. */
import { describe, expect, it } from 'vitest'
import { fixtureOf, RECORDED } from './fixtures'
import { bytesSource, compared } from './read'

describe.each(RECORDED)('what %s recorded of the shop', (tool) => {
  it('equals what the collectors had, item by item', async () => {
    const { name, bytes, truth } = fixtureOf(tool)
    expect(truth.receipts.length).toBeGreaterThan(4)
    expect(await compared(bytesSource(name, bytes), truth)).toMatchObject({ faults: [] })
  })
})

it('are of each tool that none of ours has written', () => {
  expect(RECORDED).toEqual(['devtools-chromium', 'devtools-firefox', 'mitmproxy'])
})
