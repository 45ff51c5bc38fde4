// @vitest-environment node
/** Opening files of other tools: progress and cancel while it lasts, and nothing lost of what is shown. */
import { expect, it, vi } from 'vitest'
import { emptyState } from '../../core/state'
import { reduceAll } from '../../providers/fold'
import { ReaderHere } from '../../testing/reader-here'
import { Store } from '../store/store'
import { openFiles } from './open-files'
import type { FromReader, Reader } from './reading'
import { serve } from './serve-reading'

function store(): Store {
  const options = { empty: emptyState, reduceAll, now: () => 0, later: (run: () => void) => run() }
  return new Store(options, { order() {}, clear() {}, save() {}, askForOutcomes: null })
}

const har = (event: string, at: number): string => {
  const text = JSON.stringify({ type: 'track', event, messageId: event, anonymousId: 'a' })
  const request = { method: 'POST', url: 'https://cdp.customer.io/v1/t', postData: { text } }
  const response = { status: 200, content: { text: '{"success":true}' } }
  const startedDateTime = new Date(1_770_000_000_000 + at).toISOString()
  return JSON.stringify({ log: { entries: [{ startedDateTime, time: 30, request, response }] } })
}
const file = (name: string, text: string): File => new File([text], name)

/** A reader that says what the test has it say. */
class Told implements Reader {
  onmessage: Reader['onmessage'] = null
  onerror: Reader['onerror'] = null
  ended = false
  postMessage(): void {}
  terminate(): void {
    this.ended = true
  }
  say(data: FromReader): void {
    this.onmessage?.({ data } as MessageEvent<FromReader>)
  }
}

it('several files are one log, named after all, judged as of their last time', async () => {
  const panel = store()
  await openFiles(panel, [file('a.har', har('one', 0)), file('b.har', har('two', 90))], () => new ReaderHere())
  await vi.waitFor(() => expect(panel.recording.value).toBe('a.har, b.har'))
  expect(panel.state.value.items.map(({ name }) => name).toArray()).toEqual(['one', 'two'])
  expect(panel.now.value).toBe(1_770_000_000_120)
  expect(panel.opening.value).toBeNull()
})

it('facts come in parts, few and small, and all of them are in the log', async () => {
  const long = 'x'.repeat(200_000)
  const entryOf = (n: number) => JSON.parse(har(n < 6 ? `${n}${long}` : `${n}`, n)).log.entries[0] as object
  const files = [file('a.har', JSON.stringify({ log: { entries: Array.from({ length: 450 }, (_, n) => entryOf(n)) } }))]
  const parts: number[] = []
  await serve({ files }, (message) => {
    if (message.kind === 'facts') parts.push(message.facts.length)
  })
  // The first fact is the file's own. Two of the long bodies are more than a part may have.
  expect(parts).toEqual([3, 2, 2, 200, 200, 44])
  const panel = new Store({ empty: emptyState, reduceAll }, { order() {}, clear() {}, save() {}, askForOutcomes: null })
  await openFiles(panel, files, () => new ReaderHere())
  await vi.waitFor(() => expect(panel.state.value.facts).toBe(451))
})

it.each([
  ['a HAR', har('one', 0), 1],
  ['a recording', '{"tracklens":1,"exportedAt":"2026-01-05T10:00:00.000Z","masked":false,"facts":[\n\n]}', 0],
  ['a recording that is cut off', '{"tracklens":1,"masked":false,"facts":[\n{"doc":"d","se', 0],
  ['a recording that is none', '{"tracklens":1,"masked":false,"facts":[]', 0],
])('%s is filled in until its end is read, and no longer', async (_, text, items) => {
  const panel = store()
  await openFiles(panel, [file('a.json', text)], () => new ReaderHere())
  await vi.waitFor(() => expect([panel.recording.value, panel.notice.value]).not.toEqual([null, null]))
  await vi.waitFor(() => expect(panel.log.value.filling.value).toBe(false))
  expect(panel.state.value.items.size).toBe(items)
})

it('what cannot be read leaves what is shown, and says why', async () => {
  const panel = store()
  await openFiles(panel, [file('a.har', har('one', 0)), file('a.har', har('two', 9))], () => new ReaderHere())
  await vi.waitFor(() => expect(panel.recording.value).not.toBeNull())
  const { value: log } = panel.log
  await openFiles(panel, [file('cut.har', har('x', 0).slice(0, -5))], () => new ReaderHere())
  await vi.waitFor(() => expect(panel.notice.value?.text).toMatch(/^cut\.har: It ends before it is complete/))
  expect([panel.log.value, panel.opening.value]).toEqual([log, null])
})

it('tells how far it is once for each percent, however many steps a file is read in', async () => {
  const told: number[] = []
  const large = file('a.har', har('one', 0) + ' '.repeat(8 * 1024 * 1024))
  await serve({ files: [large] }, (message) => message.kind === 'progress' && told.push(message.done / message.of))
  expect(told.map((done) => Math.floor(done * 100))).toEqual([...new Set(told.map((done) => Math.floor(done * 100)))])
  expect([told.length <= 101, told.at(-1)]).toEqual([true, 1])
})

it('tells how far it is, and opens nothing once it is cancelled', async () => {
  const panel = store()
  const reader = new Told()
  await openFiles(panel, [file('a.har', '{}')], () => reader)
  expect(panel.opening.value).toMatchObject({ name: 'a.har', done: 0 })
  reader.say({ kind: 'progress', done: 30, of: 120 })
  expect(panel.opening.value?.done).toBe(0.25)
  panel.opening.value?.cancel()
  expect([reader.ended, panel.opening.value, panel.recording.value]).toEqual([true, null, null])
})

it('a second opening takes the place of the first, and a reader that dies is told of', async () => {
  const panel = store()
  const [first, second] = [new Told(), new Told()]
  await openFiles(panel, [file('a.har', '{}')], () => first)
  await openFiles(panel, [file('b.har', '{}')], () => second)
  expect([first.ended, panel.opening.value?.name]).toEqual([true, 'b.har'])
  second.onerror?.({} as ErrorEvent)
  expect(panel.notice.value?.text).toMatch(/the reader ended/)
  expect(panel.opening.value).toBeNull()
})
