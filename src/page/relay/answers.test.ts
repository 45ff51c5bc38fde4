/** Tests of answers to triggers: each is taken once, and one that nobody asked for is evidence. */
import { expect, it } from 'vitest'
import { createAnswers } from './answers'

const done = (trigger: string) => JSON.stringify({ kind: 'trigger', trigger, phase: 'done' })
const order = (trigger: string) => ({ order: 'call', trigger, ...{ doc: 'd', ...about }, path: 'track' }) as const
const about = { vendor: 'v', instance: 'i', command: 'track', method: 'track()', args: [{ a: 1 }] }
/** What is told of one that was asked for. */
const whole = (trigger: string) => ({ kind: 'trigger', by: 'sdk', trigger, ...about, phase: 'done' })

function answers(late = false) {
  const passed: string[] = []
  const made = createAnswers((happening) => passed.push(happening), late)
  return { ...made, passed, gaps: () => passed.filter((text) => text.startsWith('{"kind":"gap"')).length }
}

it('passes on the one answer to a trigger with what was asked for, and everything else', () => {
  const { asked, heard, passed, gaps } = answers()
  asked(order('t1'))
  const call = JSON.stringify({ kind: 'call', args: ['"kind":"trigger"', { kind: 'trigger', trigger: 't9' }] })
  for (const happening of [done('t1'), call, 'no JSON with "kind":"trigger"']) heard(happening)
  expect(JSON.parse(passed[0] ?? '')).toEqual(whole('t1'))
  expect(passed.slice(1)).toEqual([call, 'no JSON with "kind":"trigger"'])
  expect(gaps()).toBe(0)
})

it('believes of an answer only how it ended', () => {
  const { asked, heard, passed } = answers()
  asked(order('t1'))
  const said = { phase: 'failed', problem: 'threw', message: 'no', vendor: 'other', args: [], by: 'tracklens', x: 1 }
  heard(JSON.stringify({ kind: 'trigger', trigger: 't1', ...said }))
  expect(JSON.parse(passed[0] ?? '')).toEqual({ ...whole('t1'), phase: 'failed', problem: 'threw', message: 'no' })
})

it('takes no answer that nobody asked for, nor a second one, and says so', () => {
  const { asked, heard, passed, gaps } = answers()
  heard(done('forged'))
  asked(order('t1'))
  heard(done('t1'))
  heard(done('t1'))
  expect(passed.filter((text) => text.includes('"trigger":"t1"'))).toHaveLength(1)
  expect(passed.join()).not.toContain('forged')
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
