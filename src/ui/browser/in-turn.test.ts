/** What comes late holds its place, and what never comes holds nobody up. */
import { expect, it } from 'vitest'
import { inTurn } from './in-turn'

it('tells in the order of the announcements, whatever comes first', async () => {
  const told: string[] = []
  const announce = inTurn<string>((value) => told.push(value))
  let comes = (_value: string) => {}
  announce(
    new Promise((done) => {
      comes = done
    }),
  )
  announce(Promise.resolve(null))
  announce(Promise.reject(new Error('gone')))
  announce(Promise.resolve('second'))
  await new Promise((done) => setTimeout(done))
  expect(told).toEqual([])
  comes('first')
  await expect.poll(() => told).toEqual(['first', 'second'])
})
