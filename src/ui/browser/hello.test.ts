/** Asking a tab's documents to name themselves: "not watching" is said only of a page that had its chance. */
import { expect, it } from 'vitest'
import type { Sources } from '../store/host'
import { createHello } from './hello'

/** A tab whose page begins to listen with the question of this number; never, by default. */
function tabWith(listensAt = Number.POSITIVE_INFINITY) {
  let later: { readonly at: number; readonly run: () => void }[] = []
  const it = { now: 0, asked: 0, heard: false, told: [] as Sources['hook'][] }
  const hello = createHello({
    ask: () => {
      it.asked++
      if (it.asked >= listensAt) it.heard = true
    },
    heard: () => it.heard,
    tell: (hook) => void it.told.push(hook),
    after: (milliseconds, run) => void later.push({ at: it.now + milliseconds, run }),
  })
  const pass = (milliseconds: number) => {
    const end = it.now + milliseconds
    for (;;) {
      const due = later.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      later = later.filter((one) => one !== due)
      it.now = due.at
      due.run()
    }
    it.now = end
  }
  return { it, hello, pass }
}

it('asks again while nobody listens yet, and calls no page silent that answers', () => {
  for (const listensAt of [1, 2, 5, 10]) {
    const { it: tab, hello, pass } = tabWith(listensAt)
    hello()
    pass(60_000)
    expect(tab.told.at(-1)).toBe('answered')
    expect(tab.told).not.toContain('silent')
  }
})

it('calls a page silent that had its chance, goes on asking, and takes it back', () => {
  const { it: tab, hello, pass } = tabWith(13)
  hello()
  pass(2000)
  expect(tab.told).toEqual(['waiting'])
  pass(4000)
  expect(tab.told.at(-1)).toBe('silent')
  pass(60_000)
  expect(tab.told.at(-1)).toBe('answered')
  expect(tab.asked).toBe(13)
})

it('asks for the page that is open now: a new navigation ends the asking before', () => {
  const { it: tab, hello, pass } = tabWith()
  hello()
  pass(100)
  hello()
  pass(2000)
  expect(tab.asked).toBe(8)
})
