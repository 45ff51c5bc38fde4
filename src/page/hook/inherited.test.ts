/**
 * Tests that what is told inherits nothing and asks the page nothing: whatever a page puts on the prototypes that all
 * objects share, it neither sees nor changes a word of ours.
 */
import { describe, expect, it, vi } from 'vitest'
import { holdable, ownerOf } from '../../providers/owners'
import { surfaces } from '../../providers/surfaces'
import { browserEvent } from '../../testing/browser-event'
import { createHookContext, kitFor } from './context'
import { createNetwork } from './network/exchange'
import { hookXhr } from './network/xhr'
import { obey } from './orders'
import { createReporter } from './reporter'
import { createStopped } from './stopped'
import { lookAgain, watchProperty } from './watch'

const URL = 'https://any.example/bulk'
const BODY = '{"commands":[]}'

class Xhr extends EventTarget {
  open(): void {}
  send(): void {}
  get readyState(): number {
    return 4
  }
  get status(): number {
    return 400
  }
  get responseURL(): string {
    return URL
  }
  get responseType(): string {
    return ''
  }
  get responseText(): string {
    return '{"success":false}'
  }
  get response(): string {
    return this.responseText
  }
}
vi.stubGlobal('XMLHttpRequest', Xhr)

/** What was told, a line each: a list would inherit what is tested. */
let told = ''
const reporter = createReporter((text) => {
  told += `${text}\n`
})
const stopped = createStopped(() => {})
const context = createHookContext(reporter, stopped)
const kit = kitFor('bloomreach', context)
hookXhr(createNetwork({ ownerOf, holdable }, reporter, stopped))

for (const surface of surfaces) surface.install(kitFor(surface.vendor, context))

const xhr = new XMLHttpRequest()
const load = browserEvent('load')

/** All that is told: a request and its answer, a call, an SDK. A stop begins and ends, too. Returns it. */
function happen(): string {
  told = ''
  xhr.open('POST', URL)
  xhr.send(BODY)
  xhr.dispatchEvent(load)
  kit.call({ surface: 'web', tracker: 'exponea', method: 'track', args: ['seen', { list: [1, { deep: true }] }] })
  kit.say({ kind: 'sdk', surface: 'web', tracker: 'exponea', state: 'running', config: kit.json([{}]) })
  obey('{"order":"hold","trigger":"","vendor":"v","on":true}', context)
  obey('{"order":"hold","trigger":"","vendor":"v","on":false}', context)
  return told
}

const all: Record<string, unknown> = Object.prototype as never
const lists: Record<string, unknown> = Array.prototype as never

/** What a page may do to the prototypes; `seen` is called with every object that is thereby shown to it. */
const WAYS: Record<string, (seen: (self: unknown) => unknown) => void> = {
  'a toJSON of all lists': (seen) => define(lists, 'toJSON', { value: showing(seen) }),
  'a toJSON of all objects': (seen) => define(all, 'toJSON', { value: showing(seen) }),
  'a toJSON that is no function': () => define(all, 'toJSON', { value: 1 }),
  'a toJSON that a getter gives': (seen) => define(all, 'toJSON', { get: showing(seen) }),
  'a tag of all objects': (seen) => {
    define(lists, 'toJSON', { value: undefined })
    define(all, Symbol.toStringTag, { get: showing(seen) })
  },
  'setters for our names': (seen) => {
    for (const name of ['kind', 'status', 'body', 'text', 'size', 'cut', 'args', 'call', 'request', 'phase', 'detail'])
      define(all, name, { set: showing(seen), get: () => undefined })
  },
  'setters for places in lists': (seen) => {
    for (const name of ['0', '1', '2']) define(lists, name, { set: showing(seen), get: () => undefined })
  },
  'values for what is optional': (seen) => {
    for (const name of [
      'id',
      'site',
      'stack',
      'after',
      'buffered',
      'foreign',
      'stale',
      'trigger',
      'binary',
      'cut',
      'note',
      'about',
      'worker',
    ])
      define(all, name, { get: showing(seen) })
  },
  'what makes a property of all objects': (seen) => {
    for (const name of ['value', 'writable', 'enumerable', 'configurable']) define(all, name, { get: showing(seen) })
  },
  'a get of all objects': () => define(all, 'get', { value: () => 'forged' }),
  'a set of all objects': () => define(all, 'set', { value: () => {} }),
  'an iterator of its own': (seen) => define(lists, Symbol.iterator, { value: showing(seen) }),
  'a then of all objects': (seen) => define(all, 'then', { get: showing(seen) }),
  'a proxy that all lists inherit from': (seen) => {
    const get = (_: object, name: PropertyKey, self: unknown) => {
      if (name === 'toJSON') seen(self)
      return name === 'toJSON' ? () => 'forged' : Reflect.get(Object.prototype, name, self)
    }
    Object.setPrototypeOf(lists, new Proxy({}, { get, has: () => false }))
  },
}

const showing = (seen: (self: unknown) => unknown) =>
  function show(this: unknown): unknown {
    seen(this)
    return 'forged'
  }

/** Nothing of this may itself inherit what a test puts there. */
function define(owner: object, name: PropertyKey, how: PropertyDescriptor): void {
  undo.push({ owner, name, before: Object.getOwnPropertyDescriptor(owner, name) })
  Object.defineProperty(owner, name, Object.assign(Object.create(null), { configurable: true }, how))
}
const undo: { owner: object; name: PropertyKey; before: PropertyDescriptor | undefined }[] = []
Object.setPrototypeOf(undo, Object.assign(Object.create(null), { push: undo.push, pop: undo.pop }))

describe.each(Object.keys(WAYS))('%s', (way) => {
  const shown: unknown[] = Object.setPrototypeOf([], null)
  const seen = (self: unknown) => {
    shown[shown.length] = self
  }
  const during = <T>(run: () => T): T => {
    try {
      WAYS[way]?.(seen)
      return run()
    } finally {
      restore()
    }
  }
  const restore = () => {
    Object.setPrototypeOf(lists, Object.prototype)
    for (let last = undo.pop(); last; last = undo.pop()) {
      const { owner, name, before } = last
      delete (owner as Record<PropertyKey, unknown>)[name]
      if (before) Object.defineProperty(owner, name, before)
    }
  }

  it('neither shows a page what is told, nor lets it say something else', () => {
    const plain = happen()
    const said = during(happen)
    expect(facts(said)).toEqual(facts(plain))
    expect(facts(said)).toHaveLength(4)
    expect(Array.from(shown).filter(isOurs)).toEqual([])
  })

  it('lets a bridge and a stub be watched, whose properties are defined anew', () => {
    told = ''
    const names = globalThis as unknown as Record<string, never>
    for (const name of ['Exponea', 'brweb', 'cioanalytics']) Reflect.deleteProperty(names, name)
    lookAgain()
    const bridge = { trackEvent: () => 'bridge' }
    const queue: unknown[] = []
    const web = { _: [], track: () => 'web' }
    const said = during(() => {
      Object.assign(names, { Exponea: bridge, brweb: web, cioanalytics: queue })
      lookAgain()
      bridge.trackEvent()
      web.track()
      return told
    })
    queue.push(['track', 'pushed'])
    expect(said.split('"method":"trackEvent"')).toHaveLength(2)
    expect(said.split('"method":"track"')).toHaveLength(2)
    expect(said).not.toContain('"foreign"')
    expect(told.split('"pushed"')).toHaveLength(2)
    expect(Object.keys(bridge)).toEqual(['trackEvent'])
    expect(Array.from(shown).filter(isOurs)).toEqual([])
  })

  it('lets a property be watched', () => {
    const owner = { a: 1 }
    let last: unknown
    during(() => {
      watchProperty(owner, 'a', (value) => {
        last = value
        return undefined
      })
      owner.a = 2
    })
    expect([owner.a, last]).toEqual([2, 2])
  })
})

/** Facts without what differs from one time to the next. */
function facts(text: string): unknown[] {
  return text
    .trim()
    .split('\n')
    .map((line) => ({ ...JSON.parse(line), call: 0, request: 0, stack: '' }))
}

/** Whether an object is of our making: a fact, a body, or a list of arguments. */
function isOurs(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (Object.hasOwn(value, 'kind') ||
      Object.hasOwn(value, 'surface') ||
      (Object.hasOwn(value, 'text') && Object.hasOwn(value, 'size')) ||
      (Array.isArray(value) && value[0] === 'seen'))
  )
}
