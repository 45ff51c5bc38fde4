/** Tests of a fetch that the page's own timeout has ended. */
import { expect, it } from 'vitest'
import { createTimedOut } from './timed-out'

it.each([
  ['the page’s own timeout', 'aborted', 'TimeoutError: signal timed out', 'timeout'],
  ['the page itself', 'aborted', 'AbortError: "reason":"aborted","error":"TimeoutError: ', 'aborted'],
  ['the network', 'network', 'TimeoutError: signal timed out', 'network'],
])('a request that %s has ended', (_, reason, error, told) => {
  const passed: string[] = []
  createTimedOut((happening) => passed.push(happening))(JSON.stringify({ kind: 'failure', request: 1, reason, error }))
  expect(passed.map((text) => JSON.parse(text))).toEqual([{ kind: 'failure', request: 1, reason: told, error }])
})

it('leaves what else is told as it is', () => {
  const passed: string[] = []
  const call = JSON.stringify({ kind: 'call', call: 1, args: [{ reason: 'aborted', error: 'TimeoutError: x' }] })
  createTimedOut((happening) => passed.push(happening))(call)
  expect(passed).toEqual([call])
})
