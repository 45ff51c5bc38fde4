/** Where something goes that is opened at a button: all of it in the window, also in the smallest dock. */
import { expect, it } from 'vitest'
import { placeOf } from './place'

const button = (left: number, top: number) => ({ left, top, bottom: top + 20 })
const dock = { width: 400, height: 272 }

it('stands below the button, at its left edge', () => {
  expect(placeOf(button(10, 30), { width: 200, height: 100 }, dock, 'below')).toEqual({
    ...{ left: 10, top: 54, maxHeight: null },
  })
})

it('stands above it where that is wished, close to it', () => {
  expect(placeOf(button(10, 250), { width: 200, height: 100 }, dock, 'above')).toEqual({
    ...{ left: 10, top: 146, maxHeight: null },
  })
})

it('is shifted where it would stand out on the right, but never out on the left', () => {
  expect(placeOf(button(350, 30), { width: 200, height: 100 }, dock, 'below').left).toBe(196)
  expect(placeOf(button(350, 30), { width: 500, height: 100 }, dock, 'below').left).toBe(4)
})

it('goes to the other side where only that has room', () => {
  expect(placeOf(button(10, 200), { width: 200, height: 150 }, dock, 'below').top).toBe(46)
  expect(placeOf(button(10, 20), { width: 200, height: 150 }, dock, 'above').top).toBe(44)
})

it('is cut where neither side has room for all of it, at the roomier one', () => {
  expect(placeOf(button(10, 30), { width: 200, height: 500 }, dock, 'below')).toEqual({
    ...{ left: 10, top: 54, maxHeight: 214 },
  })
  expect(placeOf(button(10, 240), { width: 200, height: 500 }, dock, 'below')).toEqual({
    ...{ left: 10, top: 4, maxHeight: 232 },
  })
})
