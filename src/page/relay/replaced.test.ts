/** Tests of the sentence for a global that the page has replaced or frozen. */
import { expect, it } from 'vitest'
import { createReplaced } from './replaced'

it('makes a sentence of the name that the hook tells, and leaves everything else as it is', () => {
  const passed: string[] = []
  const told = createReplaced((happening) => passed.push(happening))
  told('{"kind":"gap","detail":"exponea"}')
  for (const other of ['{"kind":"gap"', '{"kind":"call","call":1}', 'no JSON']) told(other)
  const detail = 'The page replaced or froze exponea: calls on it may be missing.'
  expect(passed).toEqual([
    `{"kind":"gap","missing":0,"reason":"lost","detail":"${detail}"}`,
    ...['{"kind":"gap"', '{"kind":"call","call":1}', 'no JSON'],
  ])
})
