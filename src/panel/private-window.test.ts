// @vitest-environment happy-dom
/** Tests that of a private window nothing is written to the disk that names a page, a host, a property or a value. */
import { readdirSync, readFileSync } from 'node:fs'
import { beforeEach, expect, it, vi } from 'vitest'
import { emptyState } from '../core/state'
import { reduceAll } from '../providers/fold'
import { story } from '../testing/story'
import { tabHost } from '../ui/browser/connect'
import { setCopiesMasked } from '../ui/evidence/copies'
import { putPlan } from '../ui/store/plan'
import { Store } from '../ui/store/store'
import { remember } from '../ui/triggers/payloads'

const browser = vi.hoisted(() => {
  const written: Record<string, unknown> = {}
  const local = {
    get: async (name: string) => (name in written ? { [name]: written[name] } : {}),
    set: async (items: Record<string, unknown>) => void Object.assign(written, items),
    onChanged: { addListener: () => {} },
  }
  return {
    written,
    private: true,
    default: { storage: { local }, runtime: { sendMessage: async () => browser.private } },
  }
})
vi.mock('webextension-polyfill', () => browser)

const TOKEN = 'typed-in-private'
const SITE = `https://${TOKEN}.example/`
/** As much of a plan in force as is written down. */
const PLAN = { plan: { format: 'tracklens-plan/1', name: TOKEN, events: [] } } as unknown as Parameters<
  typeof putPlan
>[1]

/** Does in a panel whatever is remembered of it. */
async function useEverything(): Promise<readonly string[]> {
  const host = tabHost(
    1,
    () => null,
    () => store,
  )
  const store: Store = new Store({ empty: emptyState, reduceAll }, host)
  store.incoming.add(
    story().tell('d', { kind: 'document', url: SITE, title: '', top: true, late: false, startedAt: 1 }).facts,
  )
  await store.memory?.read('')
  store.preferences.change({ density: 'compact', saved: [{ name: TOKEN, text: TOKEN }] })
  store.preferences.used(TOKEN)
  store.declare({ host: TOKEN, answers: 'other' }, true)
  await remember(store.memory, 'bloomreach', 'track', { name: TOKEN, properties: { [TOKEN]: TOKEN } })
  putPlan(store, PLAN, '')
  setCopiesMasked(store, false)
  store.setPreserve(false)
  for (let turn = 0; turn < 50; turn++) await null
  return Object.keys(browser.written).sort()
}

/** What of the browser's reaches the disk; a page's own `sessionStorage` of a private window does not. */
const DISK = /^(?! \*|\/\*).*(?:storage\??\.(?:local|sync)\b|localStorage\.\w|indexedDB|\bcaches\.)/m

beforeEach(() => {
  for (const key of Object.keys(browser.written)) delete browser.written[key]
})

it('of a private window only is written whether the log is preserved', async () => {
  browser.private = true
  expect(await useEverything()).toEqual(['panel'])
  expect(browser.written).toEqual({ panel: { preserve: false } })
})

it('of other windows all of it is', async () => {
  browser.private = false
  const plan = `plan:${TOKEN}.example`
  expect(await useEverything()).toEqual(['copies', 'declared', 'panel', plan, 'preferences', 'triggers'])
})

it('nothing else in the extension writes to the disk', () => {
  const writes = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .filter((file) => DISK.test(readFileSync(`src/${file}`, 'utf8')))
  // The background only takes away what relays have left, and the relays leave nothing in private windows.
  expect(writes.sort()).toEqual(['background/index.ts', 'page/relay/relay.iife.ts', 'ui/browser/connect.ts'])
})
