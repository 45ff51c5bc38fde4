/** The toolbar button: what it shows for which tab, how often, and from when on. */
import { describe, expect, it } from 'vitest'
import type { Delivery } from '../core/item'
import { countsSince } from '../core/query/queue'
import { summary } from '../core/query/summary'
import { NOW, type Scene, stateOf } from '../testing/scene'
import { type Badge, badgeOf, createBadges } from './badge'

const sceneOf = (deliveries: readonly Delivery[], more: Scene = {}) =>
  stateOf({ items: deliveries.map((delivery) => ({ delivery })), ...more }, 'customerio')
const glanceAt = (state: ReturnType<typeof sceneOf>, held: readonly string[] = []) => ({
  state,
  summary: summary(state, NOW, { held }),
})

describe('a badge', () => {
  const of = (deliveries: readonly Delivery[], held: readonly string[] = []) =>
    badgeOf(glanceAt(sceneOf(deliveries), held).summary, deliveries.filter((each) => each === 'queued').length)

  it('counts what failed, else what waits, else nothing', () => {
    expect(of(['lost', 'rejected', 'queued', 'delivered'])).toMatchObject({ text: '2', tone: 'failed' })
    expect(of(['queued', 'delivered'])).toMatchObject({ text: '1', tone: 'pending' })
    expect(of(['delivered', 'unknown', 'blocked'])).toMatchObject({ text: '' })
  })

  it('has a mark of its own while a stop is in force', () => {
    expect(of(['lost'], ['bloomreach'])).toMatchObject({ text: 'stop', tone: 'stopped' })
  })

  it('says all of it in words', () => {
    expect(of(['lost', 'queued', 'delivered', 'delivered'], ['bloomreach']).title).toBe(
      'Tracklens: stop in force for Bloomreach Engagement, 1 failed, 1 pending, 2 delivered, Customer.io running',
    )
    expect(badgeOf(summary(stateOf({ trackers: [] }, 'customerio'), NOW), 0).title).toBe('Tracklens')
  })

  it('stays short', () => {
    const state = sceneOf([])
    const counted = (lost: number) => {
      const [counts] = countsSince(state, 0).values()
      return badgeOf({ ...summary(state, NOW), counts: counts as never, failed: lost }, 0).text
    }
    expect([999, 1000, 12_345, 123_456].map(counted)).toEqual(['999', '1k', '12k', '99k+'])
  })
})

describe('the buttons', () => {
  function buttons() {
    let at = NOW
    let state = sceneOf([])
    let waits: { due: number; run: () => void }[] = []
    const shown: Badge[] = []
    const before: (Badge | null)[] = []
    const badges = createBadges({
      glance: () => glanceAt(state),
      show(_, badge, known) {
        shown.push(badge)
        before.push(known)
      },
      now: () => at,
      after: (milliseconds, run) => {
        const wait = { due: at + milliseconds, run }
        waits.push(wait)
        return () => {
          waits = waits.filter((each) => each !== wait)
        }
      },
    })
    const pass = (milliseconds: number) => {
      const end = at + milliseconds
      for (;;) {
        const [next] = waits.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)
        if (!next) break
        waits = waits.filter((each) => each !== next)
        at = Math.max(at, next.due)
        next.run()
      }
      at = end
    }
    /** What time alone makes of it, of which nobody tells. */
    const fall = (deliveries: readonly Delivery[], seenAt = at) => {
      const made = sceneOf(deliveries)
      state = { ...made, items: made.items.map((item) => ({ ...item, seenAt })) }
    }
    const be = (deliveries: readonly Delivery[]) => {
      fall(deliveries)
      badges.changed(1)
    }
    return {
      badges,
      shown,
      before,
      pass,
      be,
      fall,
      texts: () => shown.map(({ text }) => text),
      waiting: () => waits.length,
    }
  }

  it('change four times a second at the most, and end with the newest', () => {
    const { shown, pass, be, texts } = buttons()
    for (let n = 1; n <= 100; n++) {
      be(Array.from({ length: n }, () => 'lost'))
      pass(10)
    }
    expect(shown.length).toBeLessThanOrEqual(5)
    pass(250)
    expect(texts().at(-1)).toBe('100')
  })

  it('tell what stands on a button already, so that only what changes is set: nothing after a page was left', () => {
    const { badges, shown, before, pass, be } = buttons()
    be(['lost'])
    pass(300)
    be(['lost', 'delivered'])
    pass(300)
    expect(before).toEqual([null, shown[0]])
    expect(shown[1]).toMatchObject({ text: '1', tone: 'failed' })
    badges.left(1)
    badges.changed(1)
    pass(300)
    expect(before[2]).toBeNull()
  })

  it('show as pending only what has been so for two seconds', () => {
    const { pass, be, texts } = buttons()
    be(['queued', 'in flight'])
    pass(1999)
    expect(texts()).not.toContain('2')
    pass(1)
    expect(texts().at(-1)).toBe('2')
    be(['delivered', 'delivered'])
    pass(250)
    expect(texts().at(-1)).toBe('')
  })

  it('no longer count as pending what has gone out of sight, though nothing more happens', () => {
    const { pass, be, texts, fall } = buttons()
    be(['queued'])
    pass(2000)
    expect(texts().at(-1)).toBe('1')
    fall(['unknown'])
    pass(15_000)
    expect(texts().at(-1)).toBe('')
  })

  it('are shown anew on the next page, also unchanged, and wait for nothing when the tab is over', () => {
    const { badges, shown, pass, be, texts, waiting } = buttons()
    be(['lost'])
    pass(300)
    badges.changed(1)
    pass(300)
    expect(texts()).toEqual(['1'])
    badges.left(1)
    badges.changed(1)
    pass(300)
    expect(texts()).toEqual(['1', '1'])
    be(['queued'])
    badges.closed(1)
    expect(waiting()).toBe(0)
    pass(5000)
    expect(shown).toHaveLength(2)
  })
})
