/** Tests that of what is made again and again one object is kept. */
import { expect, it } from 'vitest'
import { keepingLast } from './last'

it('what is the same as the one before is that one; what differs, if only in its order, is its own', () => {
  const kept = keepingLast<object>()
  const made = () => ({ soft: { cookie: 'c' }, hard: { registered: 'a@b.example', id: '1' } })
  const first = kept(made())
  expect(kept(made())).toBe(first)
  const turned = { soft: { cookie: 'c' }, hard: { id: '1', registered: 'a@b.example' } }
  expect(kept(turned)).toBe(turned)
  expect(Object.keys(turned.hard)).toEqual(['id', 'registered'])
  const again = made()
  expect(kept(again)).toBe(again)
})
