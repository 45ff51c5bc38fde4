/** The guides' own lines are steps of the Lab, as Swift has them. */
import { describe, expect, it } from 'vitest'
import type { Json } from '../core/json'
import { models } from './models'
import { readSequence } from './sequence'
import { valueOfSwift } from './swift'

function stepsOf(vendor: string, text: string): readonly unknown[] {
  const read = readSequence(`lab ${vendor}\n${text}`, models, 0)
  if ('problems' in read) return read.problems
  return read.steps.map(({ step }) => (step.step === 'call' ? [step.method, ...step.args] : step))
}

describe('Bloomreach’s guide', () => {
  it.each<readonly [string, readonly Json[]]>([
    [
      'Exponea.shared.trackEvent(properties: ["a": 1], timestamp: nil, eventType: "x")',
      ['trackEvent', 'x', { a: 1 }, null],
    ],
    [
      'Exponea.shared.trackEvent(properties: [\n  "list": [\n    ["id": "a", "n": 2],\n  ],\n],\n' +
        '  timestamp: 5.5,\n  eventType: "x")',
      ['trackEvent', 'x', { list: [{ id: 'a', n: 2 }] }, 5.5],
    ],
    [
      'Exponea.identifyCustomer(customerIds: ["registered": "j"], properties: [:], timestamp: nil)',
      ['identifyCustomer', { registered: 'j' }, {}, null],
    ],
    ['Exponea.shared.anonymize()', ['anonymize']],
    ['Exponea.shared.configure(...)', ['configure']],
    [
      'Exponea.shared.anonymize(\n  exponeaProject: ExponeaProject(\n    baseUrl: "https://a.test",\n' +
        '    projectToken: "P2",\n' +
        '    authorization: .token("KEY"),\n  ),\n  projectMapping: nil\n)',
      ['anonymize', { baseUrl: 'https://a.test', projectToken: 'P2', authorization: { token: 'KEY' } }, null],
    ],
    ['Exponea.shared.trackPushToken("T")', ['trackPushToken', 'T']],
    ['Exponea.shared.trackPushReceived(userInfo: ["a": true])', ['trackPushReceived', { userInfo: { a: true } }]],
    ['Exponea.shared.trackPushReceived(content: ["userInfo": [:]])', ['trackPushReceived', { userInfo: {} }]],
    ['Exponea.shared.trackPushOpened(with: ["a": "b"])', ['trackPushOpened', { a: 'b' }]],
    ['Exponea.shared.clearLocalCustomerData(appGroup: "g")', ['clearLocalCustomerData', 'g']],
    // The guide's own example lacks the comma.
    [
      'Exponea.shared.trackPayment(\n  properties: [\n    "price": 123.45\n  ]\n  timestamp: nil\n)',
      ['trackPayment', { price: 123.45 }, null],
    ],
    [
      'Exponea.shared.trackInAppContentBlockShown(placeholderId: "p", message: ["id": "b"])',
      ['trackInAppContentBlockShown', { placeholderId: 'p', message: { id: 'b' } }],
    ],
  ])('%s', (text, step) => {
    expect(stepsOf('bloomreach', text)).toEqual([step])
  })

  it('takes the labels that anonymize has since iOS SDK 4.0 too', () => {
    const project = 'ExponeaProject(projectToken: "P", authorization: .token("key"))'
    const switched = (first: string, second: string) =>
      stepsOf('bloomreach', `Exponea.shared.anonymize(${first}: ${project}, ${second}: nil)`)
    const newer = switched('exponeaIntegrationType', 'exponeaProjectMapping')
    expect(newer).toEqual(switched('exponeaProject', 'projectMapping'))
    expect(newer).toMatchObject([['anonymize', { projectToken: 'P' }, null]])
  })
  it('names what a method has no parameter for, and the first line of a call that never ends', () => {
    expect(stepsOf('bloomreach', 'Exponea.shared.trackEvent(name: "x")')).toEqual([
      { line: 2, text: 'trackEvent has no parameter “name”. Parameters: eventType, properties, timestamp.' },
    ])
    expect(stepsOf('bloomreach', 'app active\nExponea.shared.trackEvent(properties: [\n"a": 1')).toMatchObject([
      { line: 3 },
    ])
    expect(stepsOf('bloomreach', 'trackEvent(properties: values)')).toMatchObject([{ line: 2 }])
  })
})

it('Customer.io’s guide', () => {
  const guide = [
    'CustomerIO.shared.track(name: "logged_in", properties: ["ip": "127.0.0.1"])',
    'CustomerIO.shared.track(name: "played_game")',
    'CustomerIO.shared.track(name: "purchase", properties: Purchase(product: "socks", price: 23.45))',
  ]
  expect(stepsOf('customerio', guide.join('\n'))).toEqual([
    ['track', 'logged_in', { ip: '127.0.0.1' }],
    ['track', 'played_game'],
    ['track', 'purchase', { product: 'socks', price: 23.45 }, 'Encodable'],
  ])
  const others = 'CustomerIO.shared.profileAttributes = ["a": 1]\nCustomerIO.shared.screen(title: "Home")'
  expect(stepsOf('customerio', others)).toEqual([
    ['setProfileAttributes', { a: 1 }],
    ['screen', 'Home'],
  ])
})

it('reads literals, and nothing that is none', () => {
  expect(valueOfSwift('["a": [1_000, -2.5e3], "b": [:], "c": .manual, "d": nil, "e": "\\u{e9}",]')).toEqual({
    ...{ a: [1000, -2500], b: {}, c: 'manual', d: null, e: 'é' },
  })
  for (const odd of ['', '[', '["a": 1', '[1, "a": 2]', '{"a": 1,}', 'x', '[1 2]', '"\\x"', '['.repeat(5000), '[a: 1]'])
    expect(valueOfSwift(odd)).toBeUndefined()
})

describe('Swift’s lines', () => {
  it.each<readonly [string, readonly (readonly Json[])[]]>([
    ['anonymize(); trackEvent("a;b");', [['anonymize'], ['trackEvent', 'a;b']]],
    ['trackEvent("x", {\n"a": 1\n}); anonymize()', [['trackEvent', 'x', { a: 1 }], ['anonymize']]],
    ['let d = "a"; trackEvent(d)', [['trackEvent', 'a']]],
    [
      'func leave() { flushData(); anonymize() }\nfunc two() { trackEvent("a")\n}',
      [['flushData'], ['anonymize'], ['trackEvent', 'a']],
    ],
    ['flushData { r in anonymize(); trackEvent("z") }', [['flushData'], ['anonymize'], ['trackEvent', 'z']]],
    ['anonymize(/* nothing */) /* /* one */ more */\n/*\n trackEvent("no")\n*/', [['anonymize']]],
    ['trackEvent("http://x.test/*no*/") // yes', [['trackEvent', 'http://x.test/*no*/']]],
    ['trackEvent(#"C:\\new "q" #1"#)', [['trackEvent', 'C:\\new "q" #1']]],
    ['let n = "J"\ntrackEvent(##"a"#b \\##(n) \\n"##)', [['trackEvent', 'a"#b J \\n']]],
    ['trackEvent("""\n    one "two"\n      three \\\n    four\n    """)', [['trackEvent', 'one "two"\n  three four']]],
    ['trackEvent(#"""\n a\\nb "x"\n """#)', [['trackEvent', 'a\\nb "x"']]],
    ['trackEvent("it\\\'s \\0")', [['trackEvent', "it's \0"]]],
    [
      'let p: [String: Any]? = nil\ntrackEvent(properties: p ?? ["d": 1], timestamp: nil ?? 5, eventType: "x" ?? "y")',
      [['trackEvent', 'x', { d: 1 }, 5]],
    ],
  ])('%s', (text, steps) => {
    expect(stepsOf('bloomreach', text)).toEqual(steps)
  })

  it('a comment of several lines is said of the step below', () => {
    const read = readSequence('lab bloomreach\n/* First\n * the end. */\nanonymize()\n', models, 0)
    expect('problems' in read ? read.problems : read.steps.map(({ note }) => note)).toEqual(['First\nthe end.'])
  })

  it('what does not end is told, and a name without a value', () => {
    expect(stepsOf('bloomreach', 'app active\n/* open\nanonymize()')).toMatchObject([{ line: 3 }])
    expect(stepsOf('bloomreach', 'app active\ntrackEvent("""\nopen')).toMatchObject([{ line: 3 }])
    expect(stepsOf('bloomreach', 'trackEvent("x", p ?? [:])')).toMatchObject([
      { text: expect.stringMatching(/^“p” has no value here/) },
    ])
  })
})

describe('code around the calls', () => {
  it.each<readonly [string, readonly Json[]]>([
    [
      'let p = ["a": 1]\nvar t: Double? = nil\ntrackEvent(properties: p, timestamp: t, eventType: "x")',
      ['trackEvent', 'x', { a: 1 }, null],
    ],
    [
      'var c = UNMutableNotificationContent()\nc.userInfo = ["a": 1]\nc.userInfo = ["b": 2]\n' +
        'trackPushReceived(content: c)',
      ['trackPushReceived', { userInfo: { b: 2 } }],
    ],
    [
      'let n = ["userInfo": ["a": 1]]\ntrackPushReceived(userInfo: n.userInfo)',
      ['trackPushReceived', { userInfo: { a: 1 } }],
    ],
    ['Exponea.shared.defaultProperties = ["a": 1] // for all', ['setDefaultProperties', { a: 1 }]],
    ['let now = Exponea.shared.defaultProperties', ['getDefaultProperties']],
    ['Exponea.shared.flushingMode = .manual', ['setFlushMode', 'manual']],
    ['Exponea.shared.flushingMode = FlushingMode.periodic(30)', ['setFlushPeriod', 30]],
    [
      'Exponea.shared.configure(\n  Exponea.ProjectSettings(projectToken: "P", authorization: .token("K")),\n' +
        '  pushNotificationTracking: .enabled(appGroup: "g", tokenTrackFrequency: .daily),\n' +
        '  automaticSessionTracking: .disabled,\n  flushingSetup: Exponea.FlushingSetup(mode: .manual)\n)',
      [
        'configure',
        {
          ...{ projectToken: 'P', authorization: { token: 'K' }, automaticSessionTracking: 'disabled' },
          pushNotificationTracking: { enabled: { appGroup: 'g', tokenTrackFrequency: 'daily' } },
          flushingSetup: { mode: 'manual' },
        },
      ],
    ],
    [
      'Exponea.shared.anonymize(exponeaProject: ExponeaProject(projectToken: "P"), projectMapping: [\n' +
        '  .payment: [ExponeaProject(projectToken: "M")], EventType.customEvent: []\n])',
      ['anonymize', { projectToken: 'P' }, { PAYMENT: [{ projectToken: 'M' }], TRACK_EVENT: [] }],
    ],
    ['let isOver = IntegrationManager.shared.isStopped', ['isStopped']],
    [
      'IntegrationManager.shared.onIntegrationStoppedCallbacks.append({ self.go() })',
      ['onIntegrationStoppedCallbacks', 'self.go()'],
    ],
    ['Exponea.shared.flushData { result in\n  print(result)\n}', ['flushData']],
    ['private func leave() {\n  Exponea.shared.anonymize()\n}', ['anonymize']],
    ['func leave() { Exponea.shared.anonymize() }', ['anonymize']],
    [
      'Exponea.shared.trackCampaignClick(url: URL(string: "https://s.test/?xnpe_cmp=1")!, timestamp: nil)',
      ['trackCampaignClick', 'https://s.test/?xnpe_cmp=1', null],
    ],
    [
      'Exponea.shared.trackInAppMessageClick(message: ["id": "m"], buttonText: "t", buttonLink: "l")',
      ['trackInAppMessageClick', { id: 'm' }, 't', 'l'],
    ],
    [
      'Exponea.shared.trackInAppMessageClose(message: ["id": "m"], isUserInteraction: true)',
      ['trackInAppMessageClose', { id: 'm' }, null, true],
    ],
    [
      'Exponea.shared.trackInAppMessageCloseClickWithoutTrackingConsent(message: [:], isUserInteraction: true)',
      ['trackInAppMessageCloseClickWithoutTrackingConsent', {}, null, true],
    ],
    [
      'Exponea.shared.trackInAppContentBlockClick(\nplaceholderId: "p",\naction: InAppContentBlockAction(' +
        'name: "n", url: "u", type: .browser),\nmessage: ["id": "b"])',
      [
        'trackInAppContentBlockClick',
        { placeholderId: 'p', action: { name: 'n', url: 'u', type: 'browser' }, message: { id: 'b' } },
      ],
    ],
    [
      'Exponea.shared.trackInAppContentBlockError(placeholderId: "p", message: ["id": "b"], errorMessage: "no")',
      ['trackInAppContentBlockError', { placeholderId: 'p', message: { id: 'b' }, errorMessage: 'no' }],
    ],
    [
      'Exponea.shared.trackAppInboxClick(action: ["url": "u"], message: ["id": "i"])',
      ['trackAppInboxClick', { url: 'u' }, { id: 'i' }],
    ],
  ])('%s', (text, step) => {
    expect(stepsOf('bloomreach', text)).toEqual([step])
  })

  const called = (text: string) => {
    const read = readSequence(`lab bloomreach\n${text}`, models, 0)
    if ('problems' in read) return read.problems.map((problem) => problem.text)
    return read.steps.map(({ step }) => (step.step === 'call' ? step.method : step.step))
  }
  const notes = (text: string) => {
    const read = readSequence(`lab bloomreach\n${text}`, models, 0)
    return 'problems' in read ? [] : [read.about, ...read.steps.map(({ note }) => note), read.closing]
  }

  it.each<readonly [string, readonly string[]]>([
    ['DispatchQueue.main.async {\n  Exponea.shared.anonymize()\n}\nflushData()', ['flushData', 'anonymize']],
    [
      'DispatchQueue.main.async { [weak self] in anonymize() }\nwait 1 s\nflushData()',
      ['anonymize', 'wait', 'flushData'],
    ],
    ['DispatchQueue.global(qos: .utility).async { anonymize() }', ['anonymize']],
    [
      'Task {\n  await Exponea.shared.anonymize()\n  Task { flushData() }\n  isStopped()\n}',
      ['anonymize', 'isStopped', 'flushData'],
    ],
    [
      'Exponea.shared.flushData { result in\n  Exponea.shared.stopIntegration()\n}\nisStopped()',
      ['flushData', 'stopIntegration', 'isStopped'],
    ],
    ['flushData(completion: { _ in stopIntegration() })', ['flushData', 'stopIntegration']],
    [
      'flushData { result in\n  DispatchQueue.main.async {\n    stopIntegration()\n  }\n}\nisStopped()',
      ['flushData', 'isStopped', 'stopIntegration'],
    ],
    [
      'Exponea.shared.stopIntegration {\n  trackEvent("x", {})\n}\nisStopped()',
      ['stopIntegration', 'trackEvent', 'isStopped'],
    ],
    ['Exponea.shared.anonymize { flushData() }', ['anonymize', 'flushData']],
    ['try? Exponea.shared.anonymize()\n_ = Exponea.shared.flushData()', ['anonymize', 'flushData']],
  ])('what a closure calls is played where it is certain when it runs: %s', (text, methods) => {
    expect(called(text)).toEqual(methods)
  })

  it('a closure that runs at another time or more than once is not played, and a note says so', () => {
    for (const text of [
      'DispatchQueue.main.asyncAfter(deadline: .now() + 5) { Exponea.shared.anonymize() }',
      'button.addAction {\n  Exponea.shared.anonymize()\n}',
      'names.forEach { name in Exponea.shared.anonymize() }',
    ]) {
      expect(called(text), text).toEqual([])
      expect(notes(text).join(), text).toMatch(/when the closure runs, and how often, is not known here/)
    }
    const handed = 'Exponea.shared.trackPushToken("T") { flushData() }'
    expect(called(handed)).toEqual(['trackPushToken'])
    expect(notes(handed).join()).toMatch(/when the closure runs, and how often, is not known here/)
    expect(notes('Exponea.shared.trackPushToken("T") { print("done") }').join()).toMatch(/it is the app’s own code/)
    expect(called('Exponea.shared.trackEvnt { }').join()).toMatch(/no method “trackEvnt”/)
    const nested = `${'flushData { '.repeat(30)}isStopped()${' }'.repeat(30)}`
    expect(called(nested).join()).toMatch(/nested too deeply/)
    expect(called(`${'Task { '.repeat(30)}isStopped()${' }'.repeat(30)}`).join()).toMatch(/nested too deeply/)
  })

  it('a text takes the values of names, and says which of them has none', () => {
    const given = 'let name = "a \\"b\\""\nlet n = 3\nlet item = ["id": "i"]\n'
    expect(
      stepsOf(
        'bloomreach',
        `${given}trackEvent(properties: ["t": "\\(name), \\(n) of \\(item.id)\\n"], ` +
          'timestamp: nil, eventType: "e_\\(n)")',
      ),
    ).toEqual([['trackEvent', 'e_3', { t: 'a "b", 3 of i\n' }, null]])
    expect(called('trackEvent(properties: ["t": "\\(other)"], timestamp: nil, eventType: "x")').join()).toMatch(
      /^“other” has no value here/,
    )
    for (const sum of ['"a" + "b"', '"\\(1 + 2)"', 'Date().timeIntervalSince1970', 'Double.nan'])
      expect(called(`trackEvent(properties: ["t": ${sum}], timestamp: nil, eventType: "x")`).join(), sum).toMatch(
        /cannot be read. Swift is read as literals.*what has to be computed is not played/,
      )
  })

  const leave = 'func leave() {\n  // All goes\n  Exponea.shared.anonymize() // "}"\n}\n'
  const buy =
    '@objc func buy(_ price: Double, of item: String = "hat") -> Bool {\n' +
    '  Exponea.shared.trackPayment(properties: ["price": price, "item": item], timestamp: nil)\n}\n'

  it('a function of the app’s own is played where it is called, with the values of its parameters', () => {
    const calls = 'leave()\nlet price = 9.5\nself?.buy(3)\nbuy(price, of: "cap")\nleave()\n'
    for (const text of [`${leave}${buy}${calls}`, `${calls}${buy}${leave}`]) {
      expect(stepsOf('bloomreach', text), text).toEqual([
        ['anonymize'],
        ['trackPayment', { price: 3, item: 'hat' }, null],
        ['trackPayment', { price: 9.5, item: 'cap' }, null],
        ['anonymize'],
      ])
      expect(notes(text).join('\n')).toMatch(/func buy: its lines are played where it is called/)
    }
    // A parameter is over with its function.
    expect(stepsOf('bloomreach', `${buy}buy(3)\ntrackEvent(properties: ["p": price], eventType: "x")`)).toMatchObject([
      { text: expect.stringMatching(/“price” has no value here/) },
    ])
    expect(
      notes(`${buy}buy(1 + 2)\nbuy("a", "b")`)
        .join('\n')
        .match(/do not fit, or have to be computed/g),
    ).toHaveLength(2)
  })

  it('a function that calls itself is played once, and a text that calls too much is told so', () => {
    expect(called('func go() {\n  isStopped()\n  self.go()\n}\ngo()')).toEqual(['isStopped'])
    const chain = Array.from({ length: 18 }, (_, n) => `func f${n}() { f${n + 1}(); f${n + 1}() }`)
    const many = [...chain, 'func f18() { isStopped() }', 'f0()'].join('\n')
    expect(called(many)).toEqual(['More than 10,000 lines of functions would be played.'])
  })

  it('what the Lab’s settings stand for does nothing, and a line goes on with the one before', () => {
    const begun = 'let config = SDKConfigBuilder(cdpApiKey: "K")\n  .region(.US)\n  .build()\n'
    const text = `${begun}CustomerIO.initialize(withConfig: config)\nCustomerIO.shared\n  .track(\n    name: "x"\n  )`
    expect(stepsOf('customerio', text)).toEqual([['track', 'x']])
    const direct = 'CustomerIO.initialize(withConfig: SDKConfigBuilder(cdpApiKey: "K").build())'
    expect(readSequence(`lab customerio\n${direct}`, models, 0)).toMatchObject({
      closing: expect.stringMatching(
        /does nothing here, the Lab’s settings stand for what the SDK is initialized with/,
      ),
    })
  })

  it('what has to be computed is never taken for a value', () => {
    for (const [text, problem] of [
      ['trackPushToken("a".data(using: .utf8))', /cannot be read/],
      ['trackEvent(properties: ["when": Date()], timestamp: nil, eventType: "x")', /cannot be read/],
      ['trackEvent(properties: ["id": UUID().uuidString], timestamp: nil, eventType: "x")', /cannot be read/],
      ['trackEvent(properties: made(), timestamp: nil, eventType: "x")', /cannot be read/],
    ] as const)
      expect(called(text).join(), text).toMatch(problem)
    expect(called(`${leave}let isGone = leave()`)).toEqual(['anonymize'])
  })

  it('what is done with other types is the app’s own, and a part of a value can be set', () => {
    for (const text of [
      'Task.sleep(nanoseconds: 1)',
      'MessagingInApp.initialize(withConfig: c)',
      'Purchase(a: 1).send()',
    ]) {
      expect(called(text), text).toEqual([])
      expect(notes(text).join(), text).toMatch(/the app’s own code, not the SDK’s/)
    }
    const set = 'var p = ["a": 1]\np["b \\"c\\""] = 2\nother["d"] = 3\ntrackEvent(properties: p, eventType: "x")'
    expect(stepsOf('bloomreach', set)).toEqual([['trackEvent', 'x', { a: 1, 'b "c"': 2 }]])
  })

  it('a function that nobody calls is played where it stands, and one that the SDK has is the SDK’s', () => {
    expect(called(leave)).toEqual(['anonymize'])
    expect(called(buy)).toEqual([])
    expect(called(`${leave}stay()`).join()).toMatch(/no method “stay”/)
    // A function that is called as the SDK's is the SDK's.
    expect(called('func flushData() {\n  Exponea.shared.flushData()\n}')).toEqual(['flushData'])
  })

  it('a property of the SDK’s is set with its own name alone, as methods are called', () => {
    const set = stepsOf('bloomreach', 'Exponea.shared.flushingMode = .manual')
    expect(set).toEqual([['setFlushMode', 'manual']])
    // What the SDK answers names the method that is called here.
    const period = notes('Exponea.shared.flushingMode = .periodic(0)').join('\n')
    expect(period).toMatch(/flushingMode is set: setFlushPeriod stands for that here/)
    expect(stepsOf('bloomreach', 'flushingMode = .manual')).toEqual(set)
  })
  it('what is the app’s own does nothing, and what looks like the SDK’s and is not is a problem on its line', () => {
    expect(
      stepsOf('bloomreach', 'let c = UNUserNotificationCenter.current()\nself.view.go()\nif x {\n  anonymize()\n}'),
    ).toEqual([])
    const problems = (text: string) => stepsOf('bloomreach', `app active\n${text}`)
    expect(problems('Exponea.shared.trackEvnt(properties: [:])')).toMatchObject([{ line: 3 }])
    expect(problems('Exponea.shared.defaultPropertys = [:]')).toEqual([
      { line: 3, text: expect.stringContaining('Properties: defaultProperties, flushingMode.') },
    ])
    expect(problems('let p = ["a" 1]\ntrackEvent(properties: p)')).toMatchObject([{ line: 3 }, { line: 4 }])
    expect(problems('let p = [\n"a": 1')).toMatchObject([{ line: 3, text: expect.stringContaining('not closed') }])
    expect(problems('trackEvent(properties: other.values, eventType: "x")')).toEqual([
      { line: 3, text: '“other.values” has no value here: give it one before, as in let other = ["a": 1].' },
    ])
  })
})
