// @vitest-environment happy-dom
/** Tests that what a page says while it is left is counted where the browser's storage has no room for it. */
import { expect, it, vi } from 'vitest'
import type { Fact } from '../../core/fact'
import { parseJson } from '../../core/json'
import { ROOM, roomOf } from '../../link/messages'
import { parseUp } from '../../link/parse'
import { memoryPipe, type Pipe } from '../../link/pipe'
import { createReceiver } from '../../link/receiver'
import { createSender } from '../../link/sender'
import { createDocument } from './document'
import { createLastWords, sayLastWords } from './last-words'
import { LONG } from './lifecycle'
import { createSites } from './sites'
import { createStops } from './stops'

/** An event as the browser's own are; a script's are not. */
const trusted = (type: string) => Object.defineProperty(new Event(type), 'isTrusted', { value: true })
const request = (text: string) =>
  JSON.stringify({
    ...{ kind: 'request', vendor: 'customerio', request: 1, via: 'beacon', method: 'POST', url: 'https://u.test/' },
    body: { text, size: text.length },
  })

/**
 * A page whose background never answers, over a storage that takes what fits into its room, in characters; the facts
 * are those that a background makes of what is stored.
 */
function page(room: number) {
  const stored = new Map<string, string>()
  const disk = {
    room,
    set: vi.fn(async (items: Record<string, string>) => {
      for (const [key, text] of Object.entries(items)) {
        const used = [...stored].reduce((sum, [other, { length }]) => (other === key ? sum : sum + length), 0)
        if (used + text.length > disk.room) throw new Error('QUOTA_BYTES quota exceeded')
        stored.set(key, text)
      }
    }),
  }
  const stop = new AbortController()
  const sender = createSender({ doc: 'doc', connect: () => memoryPipe()[0], schedule: () => {} })
  const lastWords = createLastWords(sender, disk.set)
  const stops = createStops(
    () => {},
    () => {},
  )
  const document = createDocument({ sender, lastWords, sites: createSites(sender), stops, signal: stop.signal })
  return {
    ...{ document, disk, stored, end: () => stop.abort() },
    facts(): readonly Fact[] {
      const receiver = createReceiver()
      const batches = [...stored.values()].flatMap((text) => parseUp(parseJson(text)) ?? [])
      return batches.sort((a, b) => a.first - b.first).flatMap((batch) => receiver.take(batch, 0))
    },
  }
}
const kinds = (facts: readonly Fact[]) => facts.map(({ kind }) => kind)
/** The numbers of the last facts in what was to be stored. */
const numbersIn = (items: Record<string, string>) =>
  Object.values(items).flatMap((text) => {
    const message = parseUp(parseJson(text))
    return message ? [message.first + message.facts.length - 1] : []
  })
/** Everything that was told, or was told to be missing. */
const told = (facts: readonly Fact[]) => facts.reduce((sum, fact) => sum + (fact.kind === 'gap' ? fact.missing : 1), 0)

it('what had no room is counted by the goodbye, which has', async () => {
  const { document, facts, end } = page(1_000)
  document.begin()
  for (let sent = 0; sent < 5; sent++) document.push(request('x'.repeat(100_000)))
  window.dispatchEvent(trusted('pagehide'))
  await Promise.resolve()
  end()
  expect(facts().at(-2)).toMatchObject({ kind: 'gap', reason: 'lost' })
  expect(facts().at(-1)).toMatchObject({ kind: 'page', change: 'pagehide' })
  expect(told(facts())).toBe(facts().at(-1)?.seq)
})

it('where even the goodbye has no room, the line for which room is kept tells how many facts there were', async () => {
  const { document, disk, stored, end } = page(ROOM.length)
  stored.set(roomOf('doc'), ROOM)
  document.begin()
  document.push(request('told by nobody'))
  window.dispatchEvent(trusted('pagehide'))
  document.push(request('nor this'))
  await Promise.resolve()
  end()
  const [, last] = /^doc:(\d+)$/.exec(stored.get(roomOf('doc')) ?? '') ?? []
  // The document itself, two requests, and what the browser told of its leaving.
  expect(Number(last)).toBe(Math.max(...disk.set.mock.calls.flatMap(([items]) => numbersIn(items))))
  expect(Number(last)).toBeGreaterThanOrEqual(4)
  expect([...stored.keys()]).toEqual([roomOf('doc')])
})

it('a page tells what it is, however long its address and its title are', async () => {
  const { document: told, facts, end } = page(1_000_000)
  const { href } = location
  document.title = 'x'.repeat(3_000_000)
  history.replaceState(null, '', `#${document.title}`)
  told.begin()
  history.replaceState(null, '', `#b${document.title}`)
  told.lookAround()
  history.replaceState(null, '', href)
  document.title = ''
  window.dispatchEvent(trusted('pagehide'))
  await Promise.resolve()
  end()
  expect(facts()).toContainEqual(expect.objectContaining({ kind: 'document', title: 'x'.repeat(LONG) }))
  expect(facts()).toContainEqual(expect.objectContaining({ kind: 'page', change: 'route' }))
  expect(kinds(facts())).not.toContain('gap')
})

it('where there is room nothing is missing', async () => {
  const { document, facts, end } = page(1_000_000)
  document.begin()
  for (let sent = 0; sent < 5; sent++) document.push(request('x'.repeat(100_000)))
  window.dispatchEvent(trusted('pagehide'))
  await Promise.resolve()
  end()
  expect(kinds(facts())).not.toContain('gap')
  expect(facts().filter(({ kind }) => kind === 'request')).toHaveLength(5)
  expect(told(facts())).toBe(facts().at(-1)?.seq)
})

it('a page whose first words are its last says how many of them are missing', async () => {
  const { document, facts, end } = page(1_000)
  window.dispatchEvent(trusted('pagehide'))
  document.begin()
  document.push(request('x'.repeat(10_000)))
  document.push('{"kind":"page","change":"offline"}')
  await Promise.resolve()
  end()
  expect(kinds(facts()).slice(-2)).toEqual(['gap', 'page'])
  expect(told(facts())).toBe(facts().at(-1)?.seq)
})

it('a page that comes back leaves what had no room when it ends again', async () => {
  const { document, disk, facts, end } = page(0)
  document.begin()
  document.push(request('told before'))
  window.dispatchEvent(trusted('pagehide'))
  await vi.waitFor(() => expect(disk.set).toHaveBeenCalled())
  expect(facts()).toEqual([])
  window.dispatchEvent(trusted('pageshow'))
  disk.room = 1_000_000
  window.dispatchEvent(trusted('pagehide'))
  await Promise.resolve()
  end()
  expect(kinds(facts())).not.toContain('gap')
  expect(facts()[0]?.seq).toBe(1)
})

it('in Firefox they go over a connection of their own, all that nobody has acknowledged, and nothing is stored', () => {
  const heard: Array<{ readonly ending: boolean; readonly facts: number }> = []
  const stop = new AbortController()
  const sender = createSender({
    doc: 'doc',
    connect: (): Pipe => {
      const [own, far] = memoryPipe()
      const ending = lastWords.isEnding()
      far.onMessage((message) => heard.push({ ending, facts: parseUp(message)?.facts.length ?? 0 }))
      return own
    },
    schedule: () => {},
  })
  const lastWords = sayLastWords(sender)
  const stops = createStops(
    () => {},
    () => {},
  )
  const document = createDocument({ sender, lastWords, sites: createSites(sender), stops, signal: stop.signal })
  document.begin()
  expect(heard).toEqual([{ ending: false, facts: 1 }])
  document.push(request('told'))
  window.dispatchEvent(trusted('pagehide'))
  document.push(request('as it is left'))
  // The document, the request and the goodbye at once; what is said then, as it is said.
  expect(heard.slice(1)).toEqual([
    { ending: true, facts: 3 },
    { ending: true, facts: 1 },
  ])
  window.dispatchEvent(trusted('pageshow'))
  expect(lastWords.isEnding()).toBe(false)
  stop.abort()
})
