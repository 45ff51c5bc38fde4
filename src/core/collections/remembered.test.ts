/** A remembered function answers as the function itself does, and asks it again only where it must. */
import { expect, it, vi } from 'vitest'
import { remembered } from './remembered'

it('answers a text that comes again without asking anew', () => {
  const of = vi.fn((text: string) => ({ text }))
  const asked = remembered(of)
  expect(asked('a')).toBe(asked('a'))
  expect(asked('b')).toEqual({ text: 'b' })
  expect(of).toHaveBeenCalledTimes(2)
})

it('keeps a bounded number of answers, and none of a long text', () => {
  const of = vi.fn((text: string) => text.length)
  const asked = remembered(of)
  for (let n = 0; n < 101; n++) asked(`text ${n}`)
  expect(asked('text 0')).toBe(6)
  expect(asked('text 100')).toBe(8)
  expect(of).toHaveBeenCalledTimes(102)
  for (let n = 0; n < 2; n++) asked('x'.repeat(301))
  expect(of).toHaveBeenCalledTimes(104)
})
