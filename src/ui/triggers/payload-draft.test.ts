/** What a payload editor does not send: an event without a name, an identify without anything. */
import { expect, it } from 'vitest'
import { checkDraft } from './payload-draft'

const draft = { name: '', ids: [['registered', '']], properties: '{}' } as const

it('an event needs a name', () => {
  expect(checkDraft('track', draft)).toEqual({ missing: 'Give the event a name: the SDK needs one.' })
  expect(checkDraft('track', { ...draft, name: 'x' })).toEqual({ payload: { name: 'x', properties: {} } })
})

it('an identify needs an ID or a property, and its IDs are given even where there is none', () => {
  expect(checkDraft('identify', draft)).toEqual({ missing: 'Give an ID, or at least one property.' })
  expect(checkDraft('identify', { ...draft, properties: '{"age": 32}' })).toEqual({
    payload: { ids: {}, properties: { age: 32 } },
  })
  expect(checkDraft('identify', { ...draft, ids: [['registered', 'j']] })).toEqual({
    payload: { ids: { registered: 'j' }, properties: {} },
  })
})
