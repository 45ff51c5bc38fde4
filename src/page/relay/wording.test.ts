/** Tests of the wording: short notes become sentences, and what a page says itself stays as it is. */
import { describe, expect, it } from 'vitest'
import type { Happening } from '../../core/fact'
import { inWords } from './wording'

const worded = (happening: Partial<Happening>) => JSON.parse(inWords(JSON.stringify(happening)))

describe('the wording', () => {
  it('puts the note of a body into a sentence, and what it is about with it', () => {
    const body = (note: string) =>
      ({ kind: 'response', request: 1, status: 200, body: { text: '"~body"}}', size: 1, note } }) as const
    expect(worded(body('~late')).body).toEqual({ text: '"~body"}}', size: 1, note: 'The answer was still arriving.' })
    expect(worded(body('~live:text/event-stream; "a\\b"')).body.note).toBe(
      'A stream (text/event-stream; "a\\b") is not copied.',
    )
    expect(worded(body('~lacks:$& $1')).body.note).toContain('has no $& $1. It may')
  })

  it('words why something failed', () => {
    expect(worded({ kind: 'failure', request: 1, reason: 'refused', error: '~full' })).toHaveProperty(
      'error',
      'The browser did not take the beacon: too much is waiting already.',
    )
  })

  it.each([
    { kind: 'failure', request: 1, reason: 'network', error: '~constructor' },
    { kind: 'failure', request: 1, reason: 'network', error: 'TypeError: "~late"' },
    { kind: 'blocked', vendor: 'v', what: 'call', method: 'track', args: ['~late'] },
    {
      kind: 'call',
      vendor: 'v',
      surface: 's',
      tracker: 't',
      method: 'track',
      call: 1,
      args: [{ a: '~late' }],
      stack: '~late',
    },
    { kind: 'sdk', vendor: 'v', surface: 's', tracker: 't', state: 'running', config: { a: '~late' } },
  ] satisfies Happening[])('leaves what the page says as it is: $kind', (happening) => {
    expect(worded(happening)).toEqual(happening)
  })
})
