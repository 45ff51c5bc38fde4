/** Tests of where calls were made: each call leaves with its own site, whenever the site becomes known. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallFact, Happening } from '../core/fact'
import type { UpMessage } from '../link/messages'
import { memoryPipe } from '../link/pipe'
import { createSender } from '../link/sender'
import { SITES_OF } from './channel/names'
import { createReporter } from './hook/reporter'
import { learnOwnFrames } from './hook/stack'
import { belowOwnFrames, createSites } from './relay/sites'

/** What the test's runner has for stacks, as pages may: nothing is told of them then. */
const runner = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')

/** Hook and relay without the channel between them; `begin` is what the relay does before it pushes a happening. */
function setUp(begin: (relay: { readonly flush: () => void }) => void = () => {}) {
  const turns: (() => void)[] = []
  const got: Happening[] = []
  let asked = 0
  const sender = createSender({
    doc: 'd',
    schedule: (run) => void turns.push(run),
    before: () => {
      if (!sites.isOpen()) return
      asked++
      reporter.tellSites()
    },
    connect: () => {
      const [own, other] = memoryPipe()
      other.onMessage((message) => {
        for (const fact of (message as UpMessage).facts) got.push(JSON.parse(fact) as Happening)
      })
      return own
    },
  })
  const sites = createSites(sender)
  const reporter = createReporter((text) => {
    if (text.startsWith(SITES_OF)) return sites.told(text)
    begin({ flush: () => sender.flushNow() })
    sender.push(sites.pushing(text), 0)
  })
  const call = (name: unknown) =>
    reporter.call('bloomreach', { surface: 'web', tracker: 'exponea', method: 'track', args: [name] })
  const turn = () => {
    for (const run of turns.splice(0)) run()
  }
  /** Of each call its argument, and the function of this test that has made it. */
  const made = () =>
    got
      .filter((fact): fact is Happening & CallFact => fact.kind === 'call')
      .map(({ args, stack = '' }) => [args[0], /at (\w+Page)\b/.exec(stack)?.[1]])
  return { reporter, sender, call, turn, made, asked: () => asked }
}

it('that the hook has searched its own stack is nothing that a page finds', () => {
  ;/searched/.exec('what the page searched last')
  learnOwnFrames(`at ours (${import.meta.dirname}/hook/stack.ts:1:1)`)
  expect(RegExp.lastMatch).toBe('searched')
})

describe('where calls were made', () => {
  beforeAll(() => {
    Reflect.deleteProperty(Error, 'prepareStackTrace')
    learnOwnFrames('at ours (nowhere.ts:1:1)')
  })
  afterAll(() => {
    if (runner) Object.defineProperty(Error, 'prepareStackTrace', runner)
  })

  it('is written once, when the calls are about to be sent, and each has its own', () => {
    const { call, turn, made, asked } = setUp()
    function onePage() {
      for (let i = 0; i < 3; i++) call(i)
    }
    function otherPage() {
      call('other')
    }
    onePage()
    otherPage()
    onePage()
    expect(asked()).toBe(0)
    turn()
    expect(asked()).toBe(1)
    const loop = [0, 1, 2].map((i) => [i, 'onePage'])
    expect(made()).toEqual([...loop, ['other', 'otherPage'], ...loop])
  })

  it('is there when the document is told before its first call, and when each is sent at once', () => {
    const { call, made, sender } = setUp(({ flush }) => flush())
    sender.push('{"kind":"page","change":"visible"}', 0)
    function firstPage() {
      call('first')
    }
    function lastPage() {
      call('last')
    }
    firstPage()
    sender.setUrgent(true)
    lastPage()
    expect(made()).toEqual([
      ['first', 'firstPage'],
      ['last', 'lastPage'],
    ])
  })

  it('is that of the call, where a payload calls the SDK while it is read', () => {
    const { call, turn, made } = setUp()
    function innerPage() {
      call('inner')
      return 1
    }
    function outerPage() {
      call({
        get read() {
          return innerPage()
        },
      })
    }
    outerPage()
    turn()
    expect(made()).toContainEqual([{ read: 1 }, 'outerPage'])
    expect(made()).toContainEqual(['inner', 'innerPage'])
  })

  it('is told in floods, too, of all that are sent', () => {
    const { call, turn, made, sender } = setUp()
    function loudPage() {
      for (let i = 0; i < 730; i++) call(i)
    }
    loudPage()
    turn()
    expect(made()).toEqual(Array.from({ length: 730 }, (_, i) => [i, 'loudPage']))
    sender.flushNow()
  })

  it('is left out where the page looks at stacks itself when they would be written, and asks nothing of it', () => {
    const { call, turn, made } = setUp()
    let looked = 0
    function watchedPage() {
      call('watched')
    }
    watchedPage()
    Object.defineProperty(Error, 'prepareStackTrace', { configurable: true, value: () => looked++ })
    turn()
    Reflect.deleteProperty(Error, 'prepareStackTrace')
    expect([made(), looked]).toEqual([[['watched', undefined]], 0])
  })

  const page = '    at pay (https://shop.example/pay.js:1:2)'
  it.each([
    ['', `Error\n${page}`, page],
    ['', 'pay@https://shop.example/pay.js:1:2', 'pay@https://shop.example/pay.js:1:2'],
    ['[wrapped]', `Error\n    at a ([wrapped]:1:2)\n${page}\n    at b ([wrapped]:3:4)\n${page}`, page],
    ['<anonymous', `a@<anonymous code>:1:2\npay@pay.js:1:2`, 'pay@pay.js:1:2'],
    ['[wrapped]', 'Error\n    at a ([wrapped]:1:2)', ''],
    ['', 'Error', ''],
    ['', `Error\n${'x'.repeat(20_000)}`, 'x'.repeat(2_000)],
  ])('is what is below our own frames, so far as it is kept: %j, %j', (own, stack, site) => {
    expect(belowOwnFrames(`${own}\n${stack}`)).toBe(site)
  })

  it('is nothing where nothing was told of it', () => {
    expect(belowOwnFrames('')).toBe('')
  })
})
