/**
 * The Lab in the real devtools panel of an empty tab, for it needs no app: the guides' walk-throughs, driving by hand,
 * the sequence as text.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BROWSERS, type Browser, type Panel } from '../browsers/driver'
import { launch } from '../browsers/launch'
import { extensionDir } from '../build'

/** One row of the Lab's table of items. */
interface Row {
  readonly name: string
  readonly customer: string
  readonly delivery: string
}

const rows = (panel: Panel): Promise<readonly Row[]> =>
  panel.evalFound(
    (found) =>
      found.map((row) => {
        const [, name, customer, delivery] = [...row.querySelectorAll('td')].map(
          (cell) => cell.textContent?.replace(' (changed)', '') ?? '',
        )
        return { name: name ?? '', customer: customer ?? '', delivery: delivery ?? '' }
      }),
    { css: '.lab-items tbody tr' },
  )
const delivered = async (panel: Panel) => (await rows(panel)).map(({ name, delivery }) => `${name} ${delivery}`)
const state = (panel: Panel, part: string) =>
  panel.text(`.lab-now[aria-label="${part}"], .lab-state[aria-label="${part}"]`)
const said = (panel: Panel) => panel.role('status', 'Last step').text()

/** Loads a walk-through and takes its steps up to the nth, or all. */
async function walk(panel: Panel, title: string, steps?: number): Promise<void> {
  await panel.role('combobox', 'Walk-throughs').choose(title)
  await panel.waitForFound((found) => found.some((heading) => heading.textContent !== ''), { css: '.lab-about h2' })
  if (steps === undefined) await panel.button('Play all').click()
  else for (let step = 0; step < steps; step++) await panel.button('Step forward').click()
}

describe.each(BROWSERS)('the Lab in %s', (browser) => {
  let started: Browser
  let panel: Panel

  beforeAll(async () => {
    started = await launch({ browser, extensionDir: extensionDir(browser) })
    const tab = await started.newTab()
    panel = await tab.openPanel()
    await panel.tab('Lab').click()
    await panel.role('toolbar', 'Lab').waitFor()
  })
  afterAll(() => started?.close())

  it('stop, but upload: all was delivered before, the later call is dropped (guide lines 496-508)', async () => {
    await walk(panel, 'Stop, but upload what was tracked')
    expect(await delivered(panel)).toEqual([
      'installation delivered',
      'session_start delivered',
      'screen_view delivered',
    ])
    expect(await state(panel, 'State')).toContain('SDK stopped')
    expect(await state(panel, 'Customer')).toContain('Nobody')
    expect(await said(panel)).toBe('Step 5, trackEvent: 1 warning in the log. The queue is empty.')
  })

  it('stop and wipe: nothing was ever sent, and the next start is fresh (guide lines 510-524)', async () => {
    await walk(panel, 'Stop, and wipe all that was tracked', 2)
    expect(await state(panel, 'Customer')).toContain('jane.doe@example.com')
    await panel.button('Play all').click()
    expect(await delivered(panel)).toEqual([
      ...['installation lost', 'session_start lost', 'customer update lost', 'screen_view lost'],
      ...['installation queued', 'session_start queued'],
    ])
    expect(await state(panel, 'Customer')).not.toContain('jane.doe@example.com')
  })

  it('stop the running SDK: everything local goes at once (guide lines 526-542)', async () => {
    await walk(panel, 'Stop the running SDK')
    const items = ['installation delivered', 'session_start delivered', 'push token delivered', 'unsent lost']
    expect(await delivered(panel)).toEqual(items)
    expect(await state(panel, 'Session')).toContain('None.')
    expect(await state(panel, 'Customer')).toContain('Push token: none')
  })

  it('consent denied: an SDK that is never initialized does nothing (guide lines 544-546)', async () => {
    await walk(panel, 'Customer denies tracking consent')
    expect(await rows(panel)).toEqual([])
    expect(await state(panel, 'Stored on the device')).toContain('Nothing.')
  })

  it('anonymize: the seven effects, and events keep their customer (guide lines 171-204)', async () => {
    await walk(panel, 'Anonymize: the seven effects', 6)
    expect((await rows(panel)).slice(5).map(({ name }) => name)).toEqual([
      'push token',
      'session_start',
      'push token',
      'installation',
    ])
    await panel.button('Play all').click()
    const all = await rows(panel)
    expect(all.every(({ delivery }) => delivery === 'delivered')).toBe(true)
    expect(all.find(({ name }) => name === 'before_sign_out')?.customer).toBe('jane.doe@example.com')
    expect(all.find(({ name }) => name === 'after_sign_out')?.customer).toMatch(/^anonymous /)
    expect(await state(panel, 'Customer')).toContain('Push token: value-of-push-token')
  })

  it('sessions: continued within the timeout, ended after it, and by hand (guide lines 206-233)', async () => {
    await walk(panel, 'Sessions, automatic')
    expect((await rows(panel)).map(({ name }) => name)).toEqual([
      'installation',
      'session_start',
      'session_end',
      'session_start',
    ])
    await walk(panel, 'Sessions, manual')
    const sessions = ['session_start', 'session_end', 'session_start', 'session_end']
    expect((await rows(panel)).map(({ name }) => name)).toEqual(['installation', ...sessions])
  })

  it('is driven by hand: operations, clock, network, server, back and forward, and asks before forgetting', async () => {
    await panel.button('Reset').click()
    expect(await said(panel)).toContain('a device on which the app was just installed')
    await panel.button('Call configure').click()
    await panel.button('trackEvent').click()
    await panel.role('textbox', 'eventName').fill('driven_by_hand')
    await panel.button('Call trackEvent').click()
    await panel.role('combobox', 'Server').choose('hold')
    await panel.button('Call flushData').click()
    expect(await state(panel, 'Waiting for an answer')).toContain('/customers/events')
    expect(await delivered(panel)).toContain('driven_by_hand in flight')
    // The set-up of the walk-through before stays: no session start, so this is the second request after the
    // installation.
    await panel.button('Answer request 2').click()
    expect(await delivered(panel)).toContain('driven_by_hand delivered')
    await panel.button('Step back').click()
    expect(await delivered(panel)).toContain('driven_by_hand in flight')
    await panel.button('Step forward').click()
    expect(await delivered(panel)).toContain('driven_by_hand delivered')
    await panel.button('Reset').click()
    await panel.button('Keep them').click()
    expect(await delivered(panel)).toContain('driven_by_hand delivered')
  })

  it('exports the sequence as text, and replays it; what is wrong is told by line', async () => {
    await panel.button('As text').click()
    const field = panel.role('textbox', 'Sequence text')
    const text = await field.value()
    expect(text).toContain('trackEvent("driven_by_hand", ')
    await field.fill('lab bloomreach\nfly()')
    await panel.button('Replay').click()
    expect(await panel.role('list', 'What is wrong').text()).toMatch(/^Line 2 The SDK has no method “fly”/)
    await field.fill('lab customerio js\nset key "demo"\ntrack("replayed")')
    await panel.button('Replay').click()
    await panel.button('Replay the text').click()
    await field.waitGone()
    expect(await delivered(panel)).toEqual(['replayed delivered'])
    expect(started.refusedHosts()).toEqual([])
  })

  it('keeps its state while another tab is looked at', async () => {
    await panel.tab('Events').click()
    await panel.tab('Lab').click()
    expect(await delivered(panel)).toEqual(['replayed delivered'])
  })
})
