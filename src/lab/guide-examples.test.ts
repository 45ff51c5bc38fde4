/** Every code example of the two guides can be pasted into the Lab as it stands: it runs, or a note says why not. */
import { describe, expect, it } from 'vitest'
import { examplesOf } from '../testing/guides/examples'
import type { Guide } from '../testing/guides/statement'
import { ACCEPTS, play, type Setup } from './bench'
import type { Model } from './model'
import { models } from './models'
import { readSequence, type Sequence, sequenceText } from './sequence'

const SETTINGS: Readonly<Record<Guide, Setup['settings']>> = {
  bloomreach: { projectToken: 'P', authorization: 'Token key', flushMode: 'manual' },
  customerio: { key: 'K' },
}
const setupOf = (guide: Guide): Setup => {
  const profile = guide === 'bloomreach' ? 'documented' : 'ios'
  return { vendor: guide, profile, settings: SETTINGS[guide], startAt: 0, seed: 1 }
}

/** Pasted into the Lab as it is set up, without any line of the Lab's own. */
function pasted(guide: Guide, code: string): Sequence {
  const read = readSequence(code, models, 0, setupOf(guide))
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return read
}

/** The methods that an example calls, with all notes; what a line comes to that does nothing is a note. */
function saidOf({ steps, about, closing }: Sequence): { calls: string[]; notes: string } {
  const calls = steps.map(({ step }) => (step.step === 'call' ? step.method : step.step))
  return { calls, notes: [about, ...steps.map(({ note }) => note), closing].join('\n') }
}

/** Examples that take a value of the one before, as their text says: they are read behind it. */
const FOLLOWS = /^(?:Exponea\.shared\.trackEvent\(properties: properties|Exponea\.identifyCustomer\()/

/** The examples as somebody copies them: those that need the values of others together with these. */
function pieces(guide: Guide): readonly { readonly section: string; readonly code: string }[] {
  const found: { section: string; code: string }[] = []
  const all = examplesOf(guide)
  for (const [at, { section, code }] of all.entries()) {
    const before = all.slice(0, at).filter((each) => each.section === section && each.code.startsWith('let '))
    const needed = FOLLOWS.test(code) ? before.map((each) => each.code) : []
    found.push({ section, code: [...needed, code].join('\n') })
  }
  return found
}

const CALLS: Readonly<Record<Guide, readonly (readonly [section: string, ...calls: string[]])[]>> = {
  bloomreach: [
    ['Track event'],
    ['Track event', 'trackEvent'],
    ['Track event', 'trackEvent'],
    ['Identify'],
    ['Identify'],
    ['Identify', 'identifyCustomer'],
    ['Identify', 'identifyCustomer'],
    ['Anonymize', 'anonymize'],
    ['Anonymize', 'anonymize'],
    ['Track session manually', 'trackSessionStart'],
    ['Track session manually', 'trackSessionEnd'],
    ['Track token manually', 'trackPushToken'],
    ['Track push notification delivery manually', 'trackPushReceived'],
    ['Track push notification delivery manually', 'trackPushReceived'],
    ['Track push notification click manually', 'trackPushOpened'],
    ['Stop the SDK but upload tracked data', 'configure', 'flushData', 'stopIntegration'],
    ['Stop the SDK and wipe all tracked data', 'stopIntegration'],
    ['Stop the already running SDK', 'configure', 'stopIntegration'],
    ['Customer denies tracking consent', 'onIntegrationStoppedCallbacks'],
    ['Customer denies tracking consent'],
    ['Customer denies tracking consent'],
    ['Track payment', 'trackPayment'],
  ],
  customerio: [
    ['Track an event', 'track', 'track', 'track', 'track'],
    ['Semantic Events', 'track'],
  ],
}

describe.each(['bloomreach', 'customerio'] as const)('%s', (guide) => {
  const model = models.find(({ vendor }) => vendor === guide) as Model<unknown>

  it('every example is read, each line as a step or as a note', () => {
    const read = pieces(guide).map(({ section, code }) => [section, ...saidOf(pasted(guide, code)).calls])
    expect(read).toEqual(CALLS[guide])
  })

  it('what is read runs: no example of a call is refused by the SDK', () => {
    for (const { code } of pieces(guide)) {
      // The guide's placeholder is no token.
      const filled = code.replace('YOUR PROJECT TOKEN', 'another-project')
      const { setup, steps } = pasted(
        guide,
        guide === 'customerio' || /configure/.test(code) ? filled : `configure()\n${filled}`,
      )
      const frames = play(
        model,
        setup,
        steps.map(({ step }) => step),
      )
      expect(frames.at(-1)?.server).toEqual(ACCEPTS)
      const refused = frames.flatMap(({ effects }) => effects).filter((e) => e.effect === 'log' && e.level === 'error')
      // Sessions by hand need the setting that the guide names before the example.
      expect(/trackSession/.test(code) ? [] : refused, code).toEqual([])
    }
  })

  it('what is read is written, and read again to the same', () => {
    for (const { code } of pieces(guide)) {
      const read = pasted(guide, code)
      expect(readSequence(sequenceText(read), models, 0)).toMatchObject({ steps: read.steps, closing: read.closing })
    }
  })
})

it('the guide’s values arrive in the events', () => {
  const argsOf = (section: string, n: number) => {
    const code = pieces('bloomreach').filter((each) => each.section === section)[n]?.code ?? ''
    return pasted('bloomreach', code).steps.map(({ step }) => ('args' in step ? step.args : []))
  }
  expect(argsOf('Track event', 1)).toEqual([
    ['screen_view', { screen_name: 'dashboard', other_property: 123.45 }, null],
  ])
  expect(argsOf('Identify', 2)).toEqual([
    [{ registered: 'jane.doe@example.com' }, { first_name: 'Jane', last_name: 'Doe', age: 32 }, null],
  ])
  const delivered = argsOf('Track push notification delivery manually', 0)
  expect(delivered).toMatchObject([[{ title: 'Example title', userInfo: { source: 'xnpe_platform', silent: false } }]])
  const [, , bought, made] = pasted('customerio', pieces('customerio')[0]?.code ?? '').steps
  expect(bought?.step).toMatchObject({ args: ['purchase', { product: 'socks', price: '23.45' }] })
  expect(made?.step).toMatchObject({ args: ['purchase', { product: 'socks', price: 23.45 }, 'Encodable'] })
})

it('lines that call nothing say why, each for itself', () => {
  const [callback = '', delegate = '', guard = ''] = pieces('bloomreach')
    .filter(({ section }) => section === 'Customer denies tracking consent')
    .map(({ code }) => code)
  expect(pasted('bloomreach', callback).steps[0]?.step).toMatchObject({
    args: ['self?.appInboxButton.removeFromSuperview(); self?.view.layoutIfNeeded()'],
  })
  expect(saidOf(pasted('bloomreach', delegate)).notes).toMatch(
    /func userNotificationCenter.*willPresentNotification\(userInfo, "super"\)[\s\S]*super\.user[\s\S]*closes nothing/,
  )
  const notes = saidOf(pasted('bloomreach', guard)).notes.split('\n')
  expect(notes.filter((note) => note.includes('willPresentNotification(userInfo, "guard")'))).toHaveLength(4)
  const { notes: said } = saidOf(pasted('customerio', pieces('customerio')[0]?.code ?? ''))
  for (const words of ['a module is imported', 'data is the name of a value', 'a type of the app’s own is declared'])
    expect(said).toContain(words)
})

it('an example that takes a value of another, pasted alone, says which one', () => {
  const alone = examplesOf('bloomreach').filter(({ code }) => FOLLOWS.test(code))
  expect(alone).toHaveLength(3)
  for (const { code } of alone)
    expect(readSequence(code, models, 0, setupOf('bloomreach'))).toMatchObject({
      problems: [{ line: 1, text: expect.stringMatching(/^“(?:properties|customerIds)” has no value here/) }],
    })
})
