/** The line that says since when capture is complete, and the reasons behind it. */
import { describe, expect, it } from 'vitest'
import type { Happening } from '../../core/fact'
import { emptyState } from '../../core/state'
import { reduce } from '../../providers/fold'
import { story } from '../../testing/story'
import { coverageOf } from './coverage'
import type { Sources } from './host'

const all: Sources = { network: { since: 2000 }, hook: 'answered', link: 'up', outcomes: true }
const page = (late: boolean): Happening => ({
  kind: 'document',
  url: 'https://shop.test/',
  title: '',
  top: true,
  late,
  startedAt: 500,
})
const clock = (at: number): string => `<${at}>`
const cover = (happenings: readonly Happening[], sources: Partial<Sources> = {}) =>
  coverageOf(
    story()
      .tell('d', ...happenings)
      .facts.reduce(reduce, emptyState),
    { ...all, ...sources },
    clock,
  )

describe('coverageOf', () => {
  it('a page seen from its beginning is complete since then', () => {
    const coverage = cover([page(false)])
    expect(coverage.line).toMatch(/^Complete since <500> — every/)
    expect(coverage.limits.filter((limit) => limit.weight === 'broken')).toEqual([])
  })

  it('a late hook says to reload', () => {
    const coverage = cover([page(true)])
    expect(coverage.line).toMatch(/except what was called before/)
    expect(coverage.limits[0]?.remedy).toMatch(/Reload/)
  })

  it('counted gaps are in the line', () => {
    const gap: Happening = { kind: 'gap', missing: 12, reason: 'overflow', detail: 'The ring was full.' }
    expect(cover([page(false), gap]).line).toMatch(/except 12 facts/)
    expect(cover([page(false), gap, gap]).line).toMatch(/except 2 gaps/)
  })

  it('a request longer than what is kept is in the line, with what may look unsent', () => {
    const text =
      '{"batch":[{"type":"track","event":"within","messageId":"m1","anonymousId":"a","properties":{}},' +
      '{"type":"track","ev'
    const body = { text, size: 70_000, cut: true }
    const request: Happening = {
      kind: 'request',
      request: 1,
      vendor: 'customerio',
      via: 'fetch',
      method: 'POST',
      url: 'http://c.test/v1/b',
      body,
    }
    const coverage = cover([page(false), request])
    expect(coverage.line).toMatch(/except a part of a request, nobody knows how much$/)
    expect(coverage.limits[0]?.why).toMatch(/longer than Tracklens keeps.*The first 1 events.*may stay “queued”/)
    expect(cover([page(false), { ...request, body: { text: '{"batch":[]}', size: 12 } }]).line).toMatch(/— every call/)
  })

  it('a page whose hook never answers is not called complete', () => {
    expect(cover([], { hook: 'silent' }).line).toMatch(/reload the page/)
    expect(cover([], { hook: 'waiting' }).line).toMatch(/Connecting/)
    expect(cover([], { hook: 'silent' }).since).toBeNull()
  })

  it('a plain tab says which source it lacks and where to find it', () => {
    const coverage = cover([page(false)], { network: { missing: 'No devtools.network here.' } })
    expect(coverage.limits.map((limit) => limit.why)).toContain('No devtools.network here.')
  })

  it('the permission is offered only while it is not granted', () => {
    expect(cover([page(false)]).limits.some((limit) => limit.asks)).toBe(false)
    expect(cover([page(false)], { outcomes: false }).limits.some((limit) => limit.asks === 'outcomes')).toBe(true)
  })

  it('a lost link is told', () => {
    expect(cover([page(false)], { link: 'down' }).line).toMatch(/except whatever happens now/)
  })
})
