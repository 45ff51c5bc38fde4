/**
 * The Lab in the real devtools panel of an empty tab, for it needs no app: the guides' walk-throughs, driving by hand,
 * the sequence as text.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BROWSERS, type Panel } from '../browsers/driver'
import { giveBack, type Kept, takeBrowser } from '../kept-browser'
import { LabPage } from '../lab-page'
import { itOnce } from './scene'

describe.each(BROWSERS)('the Lab in %s', (browser) => {
  const once = itOnce(browser, 'firefox')
  let kept: Kept
  let panel: Panel
  let lab: LabPage

  beforeAll(async () => {
    kept = await takeBrowser(browser)
    panel = kept.panel.view
    lab = await LabPage.open(panel)
  })
  afterAll(() => kept && giveBack(kept))

  once(
    'stop, but upload: all was delivered before, the later call is dropped (guide, “Stop the SDK but ' +
      'upload tracked data”)',
    async () => {
      await lab.walk('Stop, but upload what was tracked')
      expect(await lab.deliveries()).toEqual([
        'installation delivered',
        'session_start delivered',
        'screen_view delivered',
      ])
      expect(await lab.part('State')).toContain('SDK stopped')
      expect(await lab.part('Customer')).toContain('Nobody')
      expect(await lab.said()).toBe('Step 5, trackEvent: 1 warning in the log. The queue is empty.')
    },
  )

  once(
    'stop and wipe: nothing was ever sent, and the next start is fresh (guide, “Stop the SDK and wipe ' +
      'all tracked data”)',
    async () => {
      await lab.walk('Stop, and wipe all that was tracked', 2)
      expect(await lab.part('Customer')).toContain('jane.doe@example.com')
      await lab.press('Play all')
      expect(await lab.deliveries()).toEqual([
        ...['installation lost', 'session_start lost', 'customer update lost', 'screen_view lost'],
        ...['installation queued', 'session_start queued'],
      ])
      expect(await lab.part('Customer')).not.toContain('jane.doe@example.com')
    },
  )

  once('stop the running SDK: everything local goes at once (guide, “Stop the already running SDK”)', async () => {
    await lab.walk('Stop the running SDK')
    const items = ['installation delivered', 'session_start delivered', 'push token delivered', 'unsent lost']
    expect(await lab.deliveries()).toEqual(items)
    expect(await lab.part('Session')).toContain('None.')
    expect(await lab.part('Customer')).toContain('Push token: none')
  })

  once(
    'consent denied: an SDK that is never initialized does nothing (guide, “Customer denies ' + 'tracking consent”)',
    async () => {
      await lab.walk('Customer denies tracking consent')
      expect(await lab.rows()).toEqual([])
      expect(await lab.part('Stored on the device')).toContain('Nothing.')
    },
  )

  once('anonymize: the seven effects, and events keep their customer (guide, “Anonymize”)', async () => {
    await lab.walk('Anonymize: the seven effects', 6)
    expect((await lab.rows()).slice(5).map(({ name }) => name)).toEqual([
      'push token',
      'session_start',
      'push token',
      'installation',
    ])
    await lab.press('Play all')
    const all = await lab.rows()
    expect(all.every(({ delivery }) => delivery === 'delivered')).toBe(true)
    expect(all.find(({ name }) => name === 'before_sign_out')?.customer).toBe('jane.doe@example.com')
    expect(all.find(({ name }) => name === 'after_sign_out')?.customer).toMatch(/^anonymous /)
    expect(await lab.part('Customer')).toContain('Push token: value-of-push-token')
  })

  once('sessions: continued within the timeout, ended after it, and by hand (guide, “Sessions”)', async () => {
    await lab.walk('Sessions, automatic')
    expect((await lab.rows()).map(({ name }) => name)).toEqual([
      'installation',
      'session_start',
      'session_end',
      'session_start',
    ])
    await lab.walk('Sessions, manual')
    const sessions = ['session_start', 'session_end', 'session_start', 'session_end']
    expect((await lab.rows()).map(({ name }) => name)).toEqual(['installation', ...sessions])
  })

  /** The app just installed, in the set-up of that walk-through, and an event tracked by hand. */
  const driveByHand = async () => {
    await lab.walk('Sessions, manual')
    await lab.press('Reset')
    expect(await lab.said()).toContain('a device on which the app was just installed')
    await lab.press('Call configure')
    const name = panel.role('textbox', 'eventName')
    // The operation may be open from another test: pressing would close it.
    if ((await name.count()) === 0) await lab.press('trackEvent')
    await name.fill('driven_by_hand')
    await lab.press('Call trackEvent')
  }
  /** Customer.io in the Lab, with one event. */
  const REPLAYED = ['lab customerio js', 'set key "demo"', 'track("replayed")']

  it('is driven by hand: operations, clock, network, server, back and forward; asks before forgetting', async () => {
    await driveByHand()
    await panel.role('combobox', 'Server').choose('hold')
    await lab.press('Call flushData')
    expect(await lab.part('Waiting for an answer')).toContain('/customers/events')
    expect(await lab.deliveries()).toContain('driven_by_hand in flight')
    // In this set-up no session is started, so this is the second request after the installation.
    await lab.press('Answer request 2')
    expect(await lab.deliveries()).toContain('driven_by_hand delivered')
    await lab.press('Step back')
    expect(await lab.deliveries()).toContain('driven_by_hand in flight')
    await lab.press('Step forward')
    expect(await lab.deliveries()).toContain('driven_by_hand delivered')
    await lab.press('Reset')
    await lab.press('Keep them')
    expect(await lab.deliveries()).toContain('driven_by_hand delivered')
  })

  it('exports the sequence as text, and replays it; what is wrong is told by line', async () => {
    await driveByHand()
    const field = await lab.write()
    expect(await field.value()).toContain('trackEvent("driven_by_hand", ')
    await field.fill('lab bloomreach\nfly()')
    await lab.press('Replay')
    expect(await panel.role('list', 'What is wrong').text()).toMatch(/^Line 2 The SDK has no method “fly”/)
    await field.fill(REPLAYED.join('\n'))
    await lab.press('Replay')
    await lab.press('Replay the text')
    await field.waitGone()
    expect(await lab.deliveries()).toEqual(['replayed delivered'])
    expect(kept.browser.refusedHosts()).toEqual([])
  })

  it('keeps its state while another tab is looked at', async () => {
    await lab.replay(REPLAYED)
    await panel.tab('Events').click()
    await panel.tab('Lab').click()
    expect(await lab.deliveries()).toEqual(['replayed delivered'])
  })
})
