/**
 * Tests that what a page changes of promises is not asked by our reading: it would be asked more often than without us,
 * and be handed what was read, to change it.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Happening } from '../../../core/fact'
import { holdable, ownerOf } from '../../../providers/owners'
import { createReporter } from '../reporter'
import { createStopped } from '../stopped'
import { createNetwork } from './exchange'
import { hookFetch } from './fetch'

const BULK = 'https://any.example/bulk'
const TEXT = '{"commands":[1]}'

const facts: Happening[] = []
const blob = new Blob([TEXT])
const NativePromise = Promise
const { prototype } = NativePromise
vi.stubGlobal('window', new EventTarget())
vi.stubGlobal('fetch', () => new NativePromise((resolve) => resolve(new Response('{"results":[]}'))))
hookFetch(
  createNetwork(
    { ownerOf, holdable },
    createReporter((text) => facts.push(JSON.parse(text))),
    createStopped(() => {}),
  ),
)

/** What the page changes bodies to. */
class Forging<T> extends NativePromise<T> {
  constructor(run: ConstructorParameters<typeof NativePromise<T>>[0]) {
    super((resolve, reject) => run((value) => resolve(isBody(value) ? forge(value) : value), reject))
  }
}
const isBody = (value: unknown) => typeof value === 'object' && value !== null && 'text' in value && 'size' in value
const forge = <T>(value: T): T => Object.assign(Object.create(null), value, { text: 'forged' })

/** Who asked, a stack each. */
const asking: string[] = []
const asked = <T>(answer: T) => {
  asking.push(new Error().stack ?? '')
  return answer
}
const restores: (() => void)[] = []
/** Defines a property anew, or takes it away. */
const define = (owner: object, name: PropertyKey, how: PropertyDescriptor | null) => {
  const before = Object.getOwnPropertyDescriptor(owner, name)
  if (how) Object.defineProperty(owner, name, { configurable: true, ...how })
  else Reflect.deleteProperty(owner, name)
  restores.push(() => {
    if (before) Object.defineProperty(owner, name, before)
    else Reflect.deleteProperty(owner, name)
  })
}
const restore = () => {
  for (const undo of restores.splice(0)) undo()
}

beforeEach(() => {
  facts.length = 0
  asking.length = 0
})
afterEach(restore)

/** A request whose body takes a promise to read, made while the page's changes are in force. */
const send = async () => {
  const promise = fetch(BULK, { method: 'POST', body: blob })
  expect(Reflect.ownKeys(promise)).toEqual([])
  restore()
  expect(promise instanceof NativePromise && !(promise instanceof Forging)).toBe(true)
  await promise
  await vi.waitFor(() => expect(facts.map(({ kind }) => kind)).toEqual(['request', 'response']))
  expect(asking.filter((stack) => stack.split('\n').some((line) => line.includes('/src/page/hook/natives')))).toEqual(
    [],
  )
}

const CLASSES: Record<string, () => void> = {
  'a class that asks who wants it': () => define(prototype, 'constructor', { get: () => asked(Forging) }),
  'another class': () => define(prototype, 'constructor', { value: Forging }),
  'a kind that asks who wants it': () => define(NativePromise, Symbol.species, { get: () => asked(Forging) }),
  'another kind': () => define(NativePromise, Symbol.species, { value: Forging }),
  'no class': () => define(prototype, 'constructor', null),
}

describe.each(Object.keys(CLASSES))('with %s', (way) => {
  it('of promises, what is read is what was sent, and the page gets a promise of its browser’s', async () => {
    CLASSES[way]?.()
    await send()
    expect(facts).toMatchObject([{ body: { text: TEXT } }, { body: { text: '{"results":[]}' } }])
  })
})

describe.each([
  ['of all objects', Object.prototype],
  ['of buffers', ArrayBuffer.prototype],
])('with a then %s', (_, owner) => {
  it('nothing is read that would be handed to it', async () => {
    const handed: unknown[] = []
    define(owner, 'then', {
      get(this: object) {
        if (this instanceof ArrayBuffer) handed.push(this)
        return undefined
      },
    })
    const promise = fetch(BULK, { method: 'POST', body: blob })
    await new NativePromise((done) => setTimeout(done))
    restore()
    await promise
    await vi.waitFor(() => expect(facts.map(({ kind }) => kind)).toEqual(['request', 'response']))
    expect(facts).toMatchObject([{ body: { text: null, note: 'body' } }, {}])
    expect(handed).toEqual([])
  })
})
