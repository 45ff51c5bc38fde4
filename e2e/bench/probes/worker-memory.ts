/**
 * Measures the heap with the log of a flood alone, then with the recorder that the worker has for a tab, whose core has
 * folded it. Prints bytes per item.
 */
import { createJournal } from '../../../src/background/journal'
import { createLog, type TabLog } from '../../../src/background/log'
import { createRecorder, type Recorder } from '../../../src/background/recorder'
import type { StorageArea } from '../../../src/background/saved'
import { createReceiver } from '../../../src/link/receiver'
import { flood } from '../flood'

/** Their facts are as many as a tab without a panel may hold, or nearly. */
const ITEMS = 6000
const DOC = 'flood-0000'
const BATCH = 100

/** What is kept there is no memory of the worker's. */
const area: StorageArea = { get: async () => ({}), set: async () => {}, remove: async () => {} }

function live(): number {
  for (let i = 0; i < 3; i++) globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

/**
 * The facts of a flood as a relay sends them and a port hands them over: each text in one piece. As the engine writes
 * JSON it is in several, which it joins when the text is first read: what that frees is none of the log's.
 */
function batchesOf(items: number) {
  const texts = flood({ items, start: Date.UTC(2026, 0, 5, 9) }).map((fact) => {
    const { doc: _doc, seq: _seq, frame: _frame, ...happening } = fact
    return structuredClone(JSON.stringify(happening))
  })
  const starts = Array.from({ length: Math.ceil(texts.length / BATCH) }, (_, part) => part * BATCH)
  return starts.map((from) => ({
    ...{ type: 'facts' as const, doc: DOC, first: from + 1, facts: texts.slice(from, from + BATCH) },
  }))
}

type Batches = ReturnType<typeof batchesOf>

function logOf(batches: Batches): TabLog {
  const log = createLog('log')
  const receiver = createReceiver()
  for (const batch of batches) for (const fact of receiver.take(batch, 0)) log.append(fact, JSON.stringify(fact).length)
  return log
}

async function recorderOf(batches: Batches): Promise<Recorder> {
  const recorder = createRecorder({
    ...{ tab: 1, journal: createJournal(area), id: () => 'log', now: () => 0, ticks: () => performance.now() },
    schedule: (run) => void setTimeout(run, 0),
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
  })
  for (const batch of batches) await recorder.take(batch, 0, null)
  await recorder.core.settled()
  return recorder
}

async function measure(items: number): Promise<{ beyond: number; log: number }> {
  const batches = batchesOf(items)
  const before = live()
  const log = logOf(batches)
  const logged = live()
  const recorder = await recorderOf(batches)
  const recorded = live()
  if (recorder.core.state.items.size !== items)
    throw new Error(`the flood folds to ${recorder.core.state.items.size} items instead of ${items}`)
  if (recorder.facts().length !== log.next)
    throw new Error(`${recorder.facts().length} facts are left of ${log.next}: the log was cut`)
  const alone = logged - before
  return { beyond: (recorded - logged - alone) / items, log: alone / items }
}

// Once, and with as many, for what is compiled, made faster and cached meanwhile: a megabyte that is no item's.
await measure(ITEMS)
process.stdout.write(JSON.stringify(await measure(ITEMS)))
