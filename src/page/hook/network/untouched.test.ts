// @vitest-environment happy-dom
/** Tests that a page whose built-ins tell it who asks them hears nothing of us, and cannot answer in their place. */
import { expect, it, vi } from 'vitest'
import type { Happening } from '../../../core/fact'
import { holdable, ownerOf } from '../../../providers/owners'
import { createReporter } from '../reporter'
import { createStopped } from '../stopped'
import { hookBeacon } from './beacon'
import { createNetwork } from './exchange'

/** What the browser was given. Its own getters are no scripts, as those of the stand-in for a DOM are. */
const given = await vi.hoisted(async () => {
  const { URL } = await import('node:url')
  const given = new Set<unknown[]>()
  class Navigator {
    sendBeacon(...all: unknown[]): boolean {
      given.add(all)
      return true
    }
  }
  Object.defineProperty(globalThis, 'URL', { value: URL })
  Object.defineProperty(Node.prototype, 'baseURI', { get: () => 'https://any.example/' })
  Object.defineProperty(globalThis, 'Navigator', { value: Navigator })
  Object.defineProperty(globalThis, 'navigator', { value: new Navigator() })
  return given
})

const { defineProperty, getOwnPropertyDescriptor } = Object
const BODY = '{"commands":[]}'
/** A line each: a list would inherit what is tested. */
let told = ''
hookBeacon(
  createNetwork(
    { ownerOf, holdable },
    createReporter((text) => {
      told += `${text}\n`
    }),
    createStopped(() => {}),
  ),
)

/** Puts an answer of the page's in the place of something while `run` runs; returns how often that was asked. */
function asked(owner: object, name: PropertyKey, answer: unknown, run: () => void): number {
  let times = 0
  const get = () => {
    times++
    return answer
  }
  const before = getOwnPropertyDescriptor(owner, name)
  defineProperty(owner, name, { configurable: true, get })
  try {
    run()
  } finally {
    if (before) defineProperty(owner, name, before)
    else Reflect.deleteProperty(owner, name)
  }
  return times
}

it.each<[string, object, PropertyKey, unknown]>([
  ['the second member of every list', Array.prototype, 1, BODY],
  ['the second member of everything', Object.prototype, 1, BODY],
  ['the address of addresses', URL.prototype, 'href', 'https://elsewhere.example/bulk'],
  ['the base of addresses', document, 'baseURI', 'https://elsewhere.example/'],
])('a request is what the browser sends, whatever the page says of %s', (_, owner, name, answer) => {
  // Of one member of all lists Node's own addresses, which are scripts, make nothing.
  const address = name === 1 ? 'https://any.example/bulk' : '/bulk'
  given.clear()
  told = ''
  const times = asked(owner, name, answer, () => {
    navigator.sendBeacon(address)
    navigator.sendBeacon(address, BODY)
  })
  expect(times).toBe(0)
  expect([...given]).toEqual([[address], [address, BODY]])
  const facts = told
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as Happening)
  const url = 'https://any.example/bulk'
  expect(facts.at(-1)).toMatchObject({ kind: 'request', method: 'POST', url, body: { text: BODY } })
  expect(facts.filter((fact) => fact.kind === 'request' && fact.body.text === BODY)).toHaveLength(1)
})
