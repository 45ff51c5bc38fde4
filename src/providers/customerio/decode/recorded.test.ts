/**
 * Checks that every request recorded from the real SDK (0.5.11, loopback) decodes, and that no field of it is unknown
 * to us.
 */
import { describe, expect, it } from 'vitest'
import { EVENT_FIELDS } from '../event'
import recorded from '../samples/recorded.json'
import { decode } from '.'

interface Sample {
  readonly n: number
  readonly scenario: string
  readonly method: string
  readonly url: string
  readonly body: string | null
}
const samples: readonly Sample[] = recorded.requests
const decodeSample = ({ method, url, body }: Sample) =>
  decode({ method, url, body: { text: body, size: body?.length ?? 0 } })

describe('recorded requests', () => {
  it.each(samples)('$n $scenario: decodes', (sample) => {
    const decoded = decodeSample(sample)
    expect(decoded).not.toBeNull()
    expect(decoded?.unreadable).toBeNull()
    const events = eventsOf(sample)
    if (decoded?.aside === null) {
      expect(decoded.items).toHaveLength(events.length)
      expect(decoded.surface).toBe('wire')
      expect(decoded.key).toMatch(/^(probe_wk_\d|demo|k\d|nope|wk)$/)
      expect(decoded.version).toMatch(/^(npm:)?next-0\.5\.11$/)
    } else expect(events).toHaveLength(0)
  })

  it('has no field that is not known', () => {
    const unknown = samples.flatMap((sample) =>
      eventsOf(sample).flatMap((event) =>
        Object.keys(event)
          .filter((key) => !EVENT_FIELDS.has(key))
          .map((key) => `W#${sample.n} ${key}`),
      ),
    )
    expect(unknown).toEqual([])
  })

  it('reads every event’s id, customer and time', () => {
    for (const sample of samples) {
      const decoded = decodeSample(sample)
      eventsOf(sample).forEach((event, index) => {
        const item = decoded?.items[index]
        expect(item?.index).toBe(index)
        expect(item?.id).toBe(event.messageId)
        expect(item?.claimedAt).toBe(Date.parse(String(event.timestamp)))
        expect(item?.as?.soft).toEqual({ anonymousId: event.anonymousId })
        if (event.type !== 'alias')
          expect(item?.as?.hard).toEqual(event.userId === null ? {} : { userId: event.userId })
        if (event.type === 'track') expect(item?.name).toBe(event.event)
        expect(item?.properties).toEqual(
          event.type === 'alias' ? expect.anything() : (event.properties ?? event.traits),
        )
      })
    }
  })
})

function eventsOf(sample: Sample): readonly Record<string, unknown>[] {
  const body: unknown = sample.body === null ? null : JSON.parse(sample.body)
  if (typeof body !== 'object' || body === null || sample.url.includes('/api/')) return []
  return 'batch' in body && Array.isArray(body.batch)
    ? body.batch
    : 'type' in body
      ? [body as Record<string, unknown>]
      : []
}
