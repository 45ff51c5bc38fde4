/** Real sending: never by itself, never without the browser's leave, and the true answer is fed back. */
import { beforeEach, expect, it } from 'vitest'
import type { Answer } from '../../../lab/bench'
import type { ModelRequest } from '../../../lab/model'
import { models } from '../../../lab/models'
import { LabStore } from './lab-store'
import { ownless, Real } from './real'

let lab: LabStore
let asked: string[][]
let sent: ModelRequest[]
let allow: boolean
let answer: () => Promise<Answer>
let real: Real

beforeEach(() => {
  lab = new LabStore(models, 1_763_788_400_000)
  ;[asked, sent, allow] = [[], [], true]
  answer = async () => ({ status: 200, body: { success: true } })
  real = new Real(lab, {
    ownTab: null,
    permit: async (origins) => {
      asked.push([...origins])
      return allow
    },
    send: (request) => {
      sent.push(request)
      return answer()
    },
  })
  for (const method of ['configure', 'flushData']) lab.take({ step: 'call', method, args: [] })
})

const track = () => {
  lab.take({ step: 'call', method: 'trackEvent', args: ['real', {}] })
  lab.take({ step: 'call', method: 'flushData', args: [] })
}
const open = () => {
  const { requests, view } = lab.frame.peek()
  return requests.filter(({ request, answer: got }) => got === null && view.inFlight.includes(request.id))
}
const settled = async () => {
  while (real.busy.peek().size > 0) await Promise.resolve()
  await Promise.resolve()
}

it('off, nothing is sent, whatever is asked for', async () => {
  track()
  const [first] = lab.frame.peek().requests
  if (first) await real.send(first, true)
  expect([sent, asked]).toEqual([[], []])
})

it('switching it on asks for the hosts so far, and requests then wait', async () => {
  await real.switchOn()
  track()
  expect(asked).toEqual([['https://api.exponea.com/*']])
  expect([sent, open().length]).toEqual([[], 1])
})

it('refused, it stays off and says why', async () => {
  allow = false
  await real.switchOn()
  expect([real.on.peek(), real.trouble.peek()]).toEqual([
    false,
    'The browser does not allow sending to https://api.exponea.com: nothing was sent.',
  ])
})

it('a request goes once, exactly as shown, and its answer comes back as a step', async () => {
  await real.switchOn()
  track()
  const [waiting] = open()
  if (!waiting) throw new Error('nothing waits')
  answer = async () => ({ status: 418, body: 'teapot' })
  await real.send(waiting, false)
  expect(sent).toEqual([waiting.request])
  expect(lab.sequence.peek().steps.at(-1)?.step).toEqual({
    step: 'answer',
    request: waiting.number,
    answer: { status: 418, body: 'teapot' },
  })
})

it('a trusted host gets what follows without a question, but nothing twice after stepping back', async () => {
  await real.switchOn()
  track()
  const [waiting] = open()
  if (waiting) await real.send(waiting, true)
  track()
  await settled()
  expect(sent).toHaveLength(2)
  lab.goTo(lab.cursor.peek() - 1)
  lab.goTo(lab.cursor.peek() - 1)
  await settled()
  expect(sent).toHaveLength(2)
})

it('no answer is told and fed back as none', async () => {
  await real.switchOn()
  track()
  answer = () => Promise.reject(new TypeError('Failed to fetch'))
  const [waiting] = open()
  if (waiting) await real.send(waiting, false)
  expect(real.trouble.peek()).toBe('No answer from https://api.exponea.com: Failed to fetch')
  expect(lab.sequence.peek().steps.at(-1)?.step).toMatchObject({ answer: { status: null } })
})

it('back where the Lab’s own server answers, it is off', async () => {
  await real.switchOn()
  lab.goTo(1)
  expect(real.on.peek()).toBe(false)
})

it('headers that the browser keeps for itself are left to it', () => {
  expect(ownless({ 'User-Agent': 'x', 'Accept-Encoding': 'gzip', authorization: 'Token k' })).toEqual({
    authorization: 'Token k',
  })
})
