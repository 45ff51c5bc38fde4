/** Tests of answers to triggers: each is taken once, and one that nobody asked for is evidence. */
import { expect, it } from 'vitest'
import { createAnswers } from './answers'

const done = (trigger: string) => JSON.stringify({ trigger, vendor: 'v', kind: 'trigger', by: 'sdk', phase: 'done' })

function answers(late = false) {
  const passed: string[] = []
  const made = createAnswers((happening) => passed.push(happening), late)
  return { ...made, passed, gaps: () => passed.filter((text) => text.startsWith('{"kind":"gap"')).length }
}

it('passes on the one answer to a trigger, and everything else', () => {
  const { asked, heard, passed, gaps } = answers()
  asked('t1')
  const call = JSON.stringify({ kind: 'call', args: ['"kind":"trigger"', { kind: 'trigger', trigger: 't9' }] })
  for (const happening of [done('t1'), call, 'no JSON with "kind":"trigger"']) heard(happening)
  expect(passed).toEqual([done('t1'), call, 'no JSON with "kind":"trigger"'])
  expect(gaps()).toBe(0)
})

it('takes no answer that nobody asked for, nor a second one, and says so', () => {
  const { asked, heard, passed, gaps } = answers()
  heard(done('forged'))
  asked('t1')
  heard(done('t1'))
  heard(done('t1'))
  expect(passed.filter((text) => text === done('t1'))).toHaveLength(1)
  expect(passed).not.toContain(done('forged'))
  expect(gaps()).toBe(2)
})

it('says once that another one has offered itself, but where a hook of an earlier script may be there', () => {
  for (const late of [false, true]) {
    const { imitated, gaps } = answers(late)
    imitated()
    imitated()
    expect(gaps()).toBe(late ? 0 : 1)
  }
})
