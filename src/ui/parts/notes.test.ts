/** Tests of the notes of bodies: each has a sentence, and what it is about stands in it as it is. */
import { describe, expect, it } from 'vitest'
import { BODY_NOTES } from '../../core/body-note'
import { noteOf } from './notes'

describe('notes of bodies', () => {
  it.each(BODY_NOTES)('%s is a sentence', (note) => {
    expect(noteOf({ text: null, size: 0, note, about: 'text/event-stream.' })).toMatch(/^\S.*\.$/)
  })

  it('says what it is about, whatever characters that has', () => {
    const about = 'text/event-stream; "a\\b" $& $1'
    expect(noteOf({ text: null, size: 0, note: 'live', about })).toBe(`A stream (${about}) is not copied.`)
    expect(noteOf({ text: null, size: 0, note: 'words', about })).toBe(about)
  })

  it('says nothing of a body that is all there', () => {
    expect(noteOf({ text: 'a', size: 1 })).toBeNull()
    expect(noteOf(null)).toBeNull()
  })
})
