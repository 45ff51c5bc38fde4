/** Tests that a page which does not answer is busy until it answers promptly. */
import { expect, it } from 'vitest'
import { followAwake } from './awake'

/** A page that answers so many milliseconds after it was asked, rejecting where nobody listens. */
function page(answersAfter: number, listens = true) {
  let later: { readonly at: number; readonly run: () => void }[] = []
  const it = { now: 0, asked: 0, answersAfter, told: [] as boolean[] }
  const after = (milliseconds: number, run: () => void) => void later.push({ at: it.now + milliseconds, run })
  followAwake({
    ask: () => {
      it.asked++
      return new Promise((done, failed) => after(it.answersAfter, listens ? () => done(true) : failed))
    },
    after,
    tell: (busy) => void it.told.push(busy),
  })
  const pass = async (milliseconds: number) => {
    const end = it.now + milliseconds
    for (;;) {
      const due = later.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      later = later.filter((one) => one !== due)
      it.now = due.at
      due.run()
      // What was answered is heard in a turn of its own.
      await new Promise(setImmediate)
    }
    it.now = end
  }
  return { it, pass }
}

it('says nothing of a page that answers, nor of one in which nobody listens, and asks them once a second', async () => {
  for (const listens of [true, false]) {
    const { it: tab, pass } = page(20, listens)
    await pass(10_000)
    expect(tab.told).toEqual([])
    expect(tab.asked).toBe(10)
  }
})

it('a page that does not answer is busy at once, and until it answers promptly', async () => {
  const { it: tab, pass } = page(5_000)
  await pass(1_100)
  expect([tab.told, tab.asked]).toEqual([[true], 1])
  // Late answers end nothing: what other frames have said may be late still.
  await pass(10_000)
  expect(tab.told).toEqual([true])
  // Nor does a prompt one between late ones.
  tab.answersAfter = 30
  await pass(5_000)
  tab.told.length = 0
  tab.answersAfter = 3_000
  await pass(2_500)
  tab.answersAfter = 30
  await pass(1_600)
  tab.answersAfter = 3_000
  await pass(3_000)
  expect(tab.told).toEqual([true])
  tab.answersAfter = 30
  await pass(5_000)
  expect(tab.told).toEqual([true, false])
})
