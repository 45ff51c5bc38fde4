/** The place of a call in stacks as both browsers write them. */
import { expect, it } from 'vitest'
import { callSite } from './call-site'

it.each([
  ['at buy (https://shop.test/app.js:12:34)\nat main (https://shop.test/app.js:1:1)', 'https://shop.test/app.js'],
  ['at https://shop.test/app.js:12:34', 'https://shop.test/app.js'],
  ['at async buy (https://shop.test/app.js?v=1:12:34)', 'https://shop.test/app.js?v=1'],
  ['buy@https://shop.test/app.js:12:34\n@https://shop.test/:1:1', 'https://shop.test/app.js'],
  ['@http://127.0.0.1:8080/app.js:12:34', 'http://127.0.0.1:8080/app.js'],
  ['at buy (<anonymous>)\nat main (app.js:12:34)', 'app.js'],
])('%s', (stack, url) => {
  expect(callSite(stack)).toEqual({ url, line: 12, column: 34 })
})

it('says so where no line names a place', () => {
  expect(callSite('at <anonymous>')).toBeNull()
  expect(callSite('')).toBeNull()
})
