/** Tests of a trigger's outcome in words. */
import { describe, expect, it } from 'vitest'
import type { TriggerFact } from './fact'
import { triggerMessage } from './trigger'

const fact: TriggerFact = {
  ...{ kind: 'trigger', trigger: 't', phase: 'failed', vendor: 'v', by: 'sdk', command: 'flush' },
  ...{ method: 'flush()', args: [] },
}

describe('a trigger’s message', () => {
  it.each([
    [{ problem: 'gone' }, /no longer has that SDK instance/],
    [{ problem: 'lacks' }, /has no flush\(\)\. It may/],
    [{ problem: 'refused', message: 'Error: x' }, /^The SDK refused: Error: x$/],
    [{ problem: 'threw', message: 'Error: x' }, /^flush\(\) threw: Error: x$/],
    [{ message: 'as it is' }, /^as it is$/],
  ] satisfies [Partial<TriggerFact>, RegExp][])('of %j', (more, words) => {
    expect(triggerMessage({ ...fact, ...more })).toMatch(words)
  })

  it('is none where nothing was said', () => {
    expect(triggerMessage(fact)).toBeUndefined()
  })
})
