// @vitest-environment node
/** What the vendors' mobile SDKs send, recorded by a proxy on the phone, shows as what the documented SDKs did. */
import { strToU8 } from 'fflate'
import { expect, it } from 'vitest'
import { inspect } from '../../inspection'
import { deliveryOf, type Frame, play } from '../../lab/bench'
import type { Model } from '../../lab/model'
import { models } from '../../lab/models'
import { readSequence, type Sequence } from '../../lab/sequence'
import { walksOf } from '../../lab/walks'
import { vendors } from '../../providers/registry'
import { readFiles } from '.'

const START = 1_700_000_000_000

/** The frames of a sequence, and a proxy's HAR of what the SDK sent meanwhile. */
function recorded({ setup, steps }: Sequence): { readonly frame: Frame<unknown>; readonly har: string } {
  const model = models.find(({ vendor }) => vendor === setup.vendor) as Model<unknown>
  const frames = play(
    model,
    setup,
    steps.map(({ step }) => step),
  )
  const begun = new Map<number, number>()
  for (const { at, requests } of frames)
    for (const { number } of requests) if (!begun.has(number)) begun.set(number, at)
  const frame = frames.at(-1) as Frame<unknown>
  const entries = frame.requests.map(({ number, request, answer }) => ({
    startedDateTime: new Date(begun.get(number) ?? START).toISOString(),
    time: 30,
    request: {
      method: request.method,
      url: request.url,
      postData: { mimeType: 'application/json', text: request.body },
    },
    ...(answer === null
      ? {}
      : {
          response:
            answer.status === null
              ? { status: 0, _error: 'connection lost' }
              : { status: answer.status, content: { text: JSON.stringify(answer.body) } },
        }),
  }))
  return { frame, har: JSON.stringify({ log: { creator: { name: 'proxy' }, entries } }) }
}

const STARTED = ['configure()', 'server hold', 'trackEvent("x", {"a": 1})', 'identifyCustomer({"registered": "j"}, {})']
const AGAIN = ['app killed', 'app launched', 'wait 30 s']

/** Requests are under way as the app is killed: what its next run sends again is another try of the same thing. */
const KILLED: Readonly<Record<string, readonly string[]>> = {
  'Bloomreach, killed with requests under way': [
    ...['lab bloomreach documented', 'set projectToken "P"', 'set authorization "Token x"', 'set flushMode "manual"'],
    ...[...STARTED, 'flushData()', ...AGAIN, 'configure()', 'server 200 {"success": true}', 'flushData()'],
  ],
  'Bloomreach, killed twice with requests under way': [
    ...['lab bloomreach documented', 'set projectToken "P"', 'set authorization "Token x"', 'set flushMode "manual"'],
    ...[...STARTED, 'flushData()', ...AGAIN, 'configure()', 'flushData()', ...AGAIN, 'configure()'],
    ...['server 200 {"success": true}', 'flushData()'],
  ],
  'Customer.io, killed twice with a batch under way': [
    ...['lab customerio ios', 'set key "K"', 'server hold', 'track("a")', 'identify("u", {})', 'flush()', ...AGAIN],
    ...['flush()', ...AGAIN, 'server 200 {"success": true}', 'track("b")', 'flush()'],
  ],
}

function sequenceOf(lines: readonly string[]): Sequence {
  const read = readSequence(lines.join('\n'), models, START)
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return read
}

it.each([
  ...walksOf(models, START).map(({ id, sequence }) => [`the walk ${id}`, sequence] as const),
  ...Object.entries(KILLED).map(([name, lines]) => [name, sequenceOf(lines)] as const),
])('a HAR of %s has what was sent, and what became of it', async (_, sequence) => {
  const { frame, har } = recorded(sequence)
  const bytes = strToU8(har)
  const source = { name: 'phone.har', size: bytes.length, bytes: async (a: number, b: number) => bytes.slice(a, b) }
  const read = await readFiles([source], vendors)
  if (!('facts' in read)) throw new Error(JSON.stringify(read))
  const { state } = inspect(read.facts, { now: read.now })
  const sent = new Set(frame.requests.flatMap(({ request }) => request.items))
  const done = frame.items.filter(({ item }) => sent.has(item.id))
  const said = (name: string, delivery: string): string =>
    // A file that ends does not know what came later.
    `${name} ${delivery === 'in flight' ? 'unknown' : delivery}`
  expect(
    state.items
      .toArray()
      .map(({ name, delivery }) => said(name, delivery))
      .sort(),
  ).toEqual(done.map((each) => said(each.item.name, deliveryOf(frame, each))).sort())
})
