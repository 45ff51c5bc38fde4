/** Tests of the stand-ins: a page cannot tell them from what they stand for. */
import { describe, expect, it } from 'vitest'
import { callSite, learnOwnFrames, siteText } from './stack'
import { watchProperty } from './watch'
import { maskToString, replaceConstructor, replaceMethod, useUnseen, wrap, wrapNative } from './wrap'

maskToString()

describe('wrap', () => {
  it('looks like the original: name, length, own properties, text', () => {
    function original(a: unknown, b: unknown) {
      return [a, b]
    }
    const made = Object.assign(original, { extra: 1 })
    const standIn = wrap(made as never, (_, __, invoke) => invoke()) as unknown as typeof made
    expect([standIn.name, standIn.length, standIn.extra]).toEqual(['original', 2, 1])
    expect(standIn.toString()).toBe(made.toString())
    expect(Function.prototype.toString.call(standIn)).toBe(made.toString())
    expect(standIn.prototype).toBe(made.prototype)
    expect(Function.prototype.toString.toString()).toContain('[native code]')
    expect(() => Function.prototype.toString.call({})).toThrow(TypeError)
  })

  it('hands on this, arguments and result, and the very exception of the original', () => {
    const error = new RangeError('page')
    const self = { n: 1 }
    const seen: unknown[] = []
    const fine = wrap(
      function (this: unknown, ...args: unknown[]) {
        return [this, args]
      } as never,
      (owner, args, invoke) => {
        seen.push(owner, args)
        return invoke()
      },
    ) as unknown as (...args: unknown[]) => unknown
    expect(fine.call(self, 1, 2)).toEqual([self, [1, 2]])
    expect(seen).toEqual([self, [1, 2]])
    const bad = wrap(
      () => {
        throw error
      },
      (_, __, invoke) => invoke(),
    )
    expect(() => bad()).toThrow(error)
  })

  it('refuses a prototype that inherits from it, as a function does', () => {
    const native = wrap(
      () => 1,
      (_, __, invoke) => invoke(),
    )
    const plain = () => 1
    for (const made of [native, plain]) {
      expect(() => Object.setPrototypeOf(made, Object.create(made))).toThrow(/Cyclic __proto__ value|cyclic/)
      expect(Object.setPrototypeOf(made, null)).toBe(made)
    }
  })

  it('has the original’s text in another window too, and that window’s stand-ins have theirs here', async () => {
    const { runInNewContext } = await import('node:vm')
    // Another window's stand-ins: nobody here knows them, its own `toString` does.
    const other = runInNewContext(`(() => {
      const { toString } = Function.prototype
      const named = function open() {}
      const standIn = new Proxy(named, {})
      Function.prototype.toString = new Proxy(toString, {
        apply: (_, self) => (self === standIn ? 'function open() { [native code] }' : toString.call(self)),
      })
      return { standIn, bound: named.bind(null) }
    })()`)
    expect(Function.prototype.toString.call(other.standIn)).toBe('function open() { [native code] }')
    expect(Function.prototype.toString.call(other.bound)).toBe('function () { [native code] }')
  })

  it('takes its own frames out of what the original throws, and none of the page’s', () => {
    // The test's runner looks at stacks; where anybody does, nothing is cut.
    const runner = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace') ?? { configurable: true }
    Reflect.deleteProperty(Error, 'prepareStackTrace')
    learnOwnFrames(`at ours (${import.meta.dirname}/wrap.ts:1:1)`)
    const thrower = wrap(
      () => {
        throw new RangeError('native')
      },
      (_, __, invoke) => invoke(),
    )
    function page(): unknown {
      try {
        return thrower()
      } catch (error) {
        return error
      }
    }
    const { stack } = page() as Error
    Object.defineProperty(Error, 'prepareStackTrace', runner)
    expect(stack?.split('\n')[0]).toBe('RangeError: native')
    expect(stack).toContain('wrap.test.ts')
    expect(stack).not.toMatch(/\bwrap\.ts/)
  })

  it('hands on whatever is thrown, and what looks at stacks for all functions hears nothing of it', () => {
    const runner = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace') ?? { configurable: true }
    Reflect.deleteProperty(Error, 'prepareStackTrace')
    learnOwnFrames(`at ours (${import.meta.dirname}/wrap.ts:1:1)`)
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    let looked = 0
    const look = { configurable: true, get: () => void looked++ }
    const own = { configurable: true, get: () => void looked++ }
    const odd = Object.defineProperty(new RangeError('its own stack'), 'stack', own)
    const thrown: unknown[] = []
    try {
      for (const error of [odd, Object.defineProperty({}, 'stack', own), Object.create(odd)])
        expect(() =>
          wrap(
            () => {
              throw error
            },
            (_, __, invoke) => invoke(),
          )(),
        ).toThrow()
      expect(looked).toBe(0)
      for (const owner of [Function.prototype, Object.prototype]) {
        Object.defineProperty(owner, 'prepareStackTrace', look)
        for (const error of [new RangeError('page'), proxy, undefined])
          try {
            wrap(
              () => {
                throw error
              },
              (_, __, invoke) => invoke(),
            )()
          } catch (error) {
            thrown.push(error)
          }
        siteText(callSite())
        Reflect.deleteProperty(owner, 'prepareStackTrace')
      }
    } finally {
      Object.defineProperty(Error, 'prepareStackTrace', runner)
    }
    expect(thrown.map((error) => error === proxy)).toEqual([false, true, false, false, true, false])
    expect(looked).toBe(0)
  })

  it('never lets an error of its own reach the page, and calls the original once', () => {
    let calls = 0
    const before = wrap(
      () => ++calls,
      () => {
        throw new Error('ours')
      },
    )
    const after = wrap(
      () => ++calls,
      (_, __, invoke) => {
        invoke()
        throw new Error('ours')
      },
    )
    expect([before(), after(), calls]).toEqual([1, 2, 2])
  })

  it.each(['wrap', 'wrapNative'] as const)('ends at the stack’s end as the original does: %s', (how) => {
    /** A function of the page's that calls another until there is no stack left; says how it ended and how often. */
    const dive = (called: (depth: number) => unknown) => {
      let deepest = 0
      const deeper = (depth: number): unknown => {
        deepest = depth
        called(depth)
        return deeper(depth + 1)
      }
      try {
        return deeper(0)
      } catch (error) {
        return { deepest, name: (error as Error).constructor, message: (error as Error).message }
      }
    }
    let [done, begun, ended] = [0, 0, 0]
    const original = () => ++done
    const around = {
      wrap: () =>
        wrap(original, (_, __, invoke) => {
          begun++
          const result = invoke()
          ended++
          return result
        }),
      wrapNative: () =>
        wrapNative(original, 'apply', () => {
          begun++
          return () => void ended++
        }),
    }[how]()
    const bare = dive(() => original()) as { readonly deepest: number }
    const callsBare = done
    done = 0
    const watched = dive(() => around()) as { readonly deepest: number }
    // The browser's own exception, and no other.
    expect({ ...watched, deepest: 0 }).toEqual({ ...bare, deepest: 0 })
    expect(watched.deepest).toBeGreaterThan(bare.deepest * 0.5)
    // Each call of the page's that came to an end has called the original once.
    expect(Math.abs(done - watched.deepest)).toBeLessThan(2)
    expect(callsBare).toBeGreaterThan(1000)
    expect(Math.abs(begun - ended)).toBeLessThan(watched.deepest * 0.1)
    // What comes after is as before: nothing of ours counts as running that is not.
    expect(around()).toBe(done)
    const runner = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace') ?? { configurable: true }
    Reflect.deleteProperty(Error, 'prepareStackTrace')
    learnOwnFrames('at ours (nowhere.ts:1:1)')
    const site = siteText(callSite())
    Object.defineProperty(Error, 'prepareStackTrace', runner)
    expect(site).toContain('wrap.test.ts')
  })

  it('can be constructed and subclassed where the original can', () => {
    class Base {
      constructor(readonly a: number) {}
    }
    const made: unknown[] = []
    const StandIn = wrapNative(Base as never, 'construct', (args: unknown[]) => (instance: object) => {
      made.push(instance, args)
    }) as unknown as typeof Base
    class Sub extends StandIn {}
    const sub = new Sub(4)
    expect([sub.a, sub instanceof Base, sub instanceof StandIn, sub instanceof Sub]).toEqual([4, true, true, true])
    expect(made).toEqual([sub, [4]])
    const arrow = wrap(
      () => 1,
      (_, __, invoke) => invoke(),
    ) as unknown as new () => unknown
    expect(() => new arrow()).toThrow(TypeError)
  })

  it('keeps the property as it was, but for its value', () => {
    const owner = Object.defineProperty({}, 'run', {
      value: () => 1,
      enumerable: false,
      writable: true,
      configurable: true,
    })
    replaceMethod(owner, 'run', () => undefined)
    const { value, ...rest } = Object.getOwnPropertyDescriptor(owner, 'run') ?? {}
    expect([value(), rest]).toEqual([1, { enumerable: false, writable: true, configurable: true }])
    replaceMethod({}, 'absent', () => undefined)
    replaceMethod(undefined, 'absent', () => undefined)
  })

  it('keeps a replaced constructor and the constructor of its instances one', () => {
    class Thing {}
    const world = globalThis as unknown as { TestThing: typeof Thing }
    world.TestThing = Thing
    replaceConstructor('TestThing', () => undefined)
    expect(new world.TestThing().constructor).toBe(world.TestThing)
  })
})

describe('a stand-in for a function of the browser', () => {
  const calling = (native: (...args: never[]) => unknown, before: Parameters<typeof wrapNative>[2]) =>
    wrapNative(native, 'apply', before) as (...args: unknown[]) => unknown

  it('runs the original between what comes before and what comes after, and gives what either says', () => {
    const self = { n: 1 }
    const native = function (this: unknown, ...args: unknown[]) {
      return [this, args]
    }
    const changed = calling(native, (owner: object, args: unknown[]) => {
      args[0] = 2
      return (outcome: unknown) => [owner, outcome]
    })
    expect(changed.call(self, 1)).toEqual([self, [self, [2]]])
    expect(calling(native, () => () => undefined).call(self, 1)).toEqual([self, [1]])
    let calls = 0
    const blocked = calling(
      () => ++calls,
      () => ({ value: false }),
    )
    expect([blocked(), calls]).toEqual([false, 0])
  })

  it('hands on the very exception of the original, and none of ours', () => {
    const error = new RangeError('page')
    const told: unknown[] = []
    const thrower = calling(
      () => {
        throw error
      },
      () => (_: unknown, thrown: unknown) => {
        told.push(thrown)
        throw new Error('ours')
      },
    )
    expect(() => thrower()).toThrow(error)
    expect(told).toEqual([error])
    const ours = () => {
      throw new Error('ours')
    }
    expect(calling(() => 1, ours)()).toBe(1)
    expect(calling(() => 1, (() => ours) as never)()).toBe(1)
  })

  it('takes the trap that the relay makes for as long as the relay lives, and its own afterwards', () => {
    let relay = true
    const seen: string[] = []
    useUnseen((native, begin) => (target, first, second) => {
      if (!relay) throw new TypeError("can't access dead object")
      if (!target) return undefined
      seen.push('unseen')
      const then = begin(first as never, second as never) as (outcome: unknown) => unknown
      return then(native(target, first as never, second as never))
    })
    const standIn = calling(
      (a: number) => a,
      () => (outcome: number) => outcome + 1,
    )
    useUnseen(undefined)
    expect([standIn(1), seen]).toEqual([2, ['unseen']])
    relay = false
    expect([standIn(1), seen]).toEqual([2, ['unseen']])
  })
})

describe('watchProperty', () => {
  it('tells of the present and of every later value, while the page reads what it wrote', () => {
    const owner: Record<string, unknown> = { a: 1 }
    const seen: unknown[] = []
    watchProperty(owner, 'a', (value) => void seen.push(value))
    owner.a = 2
    expect([owner.a, seen, Object.keys(owner)]).toEqual([2, [1, 2], ['a']])
  })

  it('stays out of enumeration until the page assigns', () => {
    const owner: Record<string, unknown> = {}
    watchProperty(owner, 'later', () => undefined)
    expect(Object.keys(owner)).toEqual([])
    owner.later = 1
    expect([Object.keys(owner), owner.later]).toEqual([['later'], 1])
  })

  it('leaves the page’s accessors what they are, also inherited ones', () => {
    const seen: unknown[] = []
    let reads = 0
    class Sdk {
      get run() {
        return ++reads
      }
    }
    const owner = new Sdk()
    watchProperty(owner, 'run', (value) => void seen.push(value))
    expect([owner.run, owner.run, seen, Reflect.ownKeys(owner)]).toEqual([1, 2, [], []])
  })

  it('lets what inherits from an object have a property of its own, which does not become the object’s', () => {
    const sdk = { track: (name: string) => `sent ${name}` }
    watchProperty(sdk, 'track', () => undefined)
    const wrapper = Object.create(sdk) as typeof sdk
    // A wrapper that calls what it wraps: in the SDK's own place it would call itself for ever.
    wrapper.track = (name) => sdk.track(`wrapped ${name}`)
    const copy = Object.assign(Object.create(sdk) as typeof sdk, { track: () => 'a copy’s' })
    expect([sdk.track('a'), wrapper.track('b'), copy.track('c')]).toEqual(['sent a', 'sent wrapped b', 'a copy’s'])
    expect(Object.getOwnPropertyDescriptor(wrapper, 'track')).toMatchObject({ writable: true, enumerable: true })
    const proxy = new Proxy(sdk, {})
    proxy.track = () => 'through a proxy'
    expect(sdk.track('d')).toBe('through a proxy')
  })

  it('keeps a frozen object as it is, a setter without a getter, and what a proxy makes up', () => {
    const frozen = { track: 1 }
    watchProperty(frozen, 'track', () => undefined)
    Object.freeze(frozen)
    frozen.track = 2
    expect(frozen.track).toBe(1)
    let given: unknown
    const deaf = {
      set track(value: unknown) {
        given = value
      },
    }
    watchProperty(deaf, 'track', () => undefined)
    deaf.track = 3
    expect(given).toBe(3)
    const lazy = new Proxy<Record<string, unknown>>(
      {},
      { get: (kept, name) => (name in kept ? Reflect.get(kept, name) : 'made up') },
    )
    watchProperty(lazy, 'track', () => undefined)
    expect([lazy.track, 'track' in lazy]).toEqual(['made up', false])
  })

  it('leaves frozen things alone and survives its own errors', () => {
    const owner = Object.freeze({ a: 1 })
    const seen: unknown[] = []
    watchProperty(owner, 'a', (value) => {
      seen.push(value)
      throw new Error('ours')
    })
    expect([owner.a, seen]).toEqual([1, [1]])
  })
})
