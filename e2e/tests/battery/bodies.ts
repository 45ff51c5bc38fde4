/** The part of the battery that makes Requests and Blobs, and sends beacons. */
import type { Notes } from './notes'

/** Runs in the page. It may refer to nothing outside itself. */
export async function bodies({ to, message, post, words, probe, wait }: Notes): Promise<void> {
  await wait('Request: kinds of bodies', async () => {
    const told: unknown[] = []
    const bodies: readonly [string, BodyInit][] = [
      ['text', message('request text')],
      ['blob', new Blob([message('request blob')], { type: 'text/plain' })],
      ['params', new URLSearchParams({ a: '1', b: '"writeKey":' })],
      ['bytes', new TextEncoder().encode(message('request bytes'))],
      ['buffer', new TextEncoder().encode(message('request buffer')).buffer as ArrayBuffer],
    ]
    for (const [kind, body] of bodies) {
      const request = new Request(to('ok', kind), { method: 'POST', body })
      const before = [request.bodyUsed, request.headers.get('content-type')]
      const promise = fetch(request)
      told.push([
        kind,
        ...before,
        request.bodyUsed,
        (await promise).status,
        request.bodyUsed,
        await request.text().catch(words),
      ])
    }
    return told
  })
  await wait('Request: used twice', async () => {
    const request = new Request(to('ok'), post('request twice'))
    await fetch(request)
    return fetch(request)
  })
  await wait('Request: a copy with another body', async () => {
    const request = new Request(to('ok', 'copy'), post('request first'))
    const response = await fetch(new Request(request, { body: message('request second') }))
    return [response.status, request.bodyUsed, await request.text()]
  })
  await wait('Request: a class of the page', async () => {
    class Own extends Request {
      mine = 'mine'
    }
    const request = new Own(to('ok'), post('request own'))
    return [request.mine, request instanceof Own, request instanceof Request, Own.name, (await fetch(request)).status]
  })
  await wait('Request: a body that streams', async () => {
    const text = message('request stream')
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(text))
        controller.close()
      },
    })
    const options = { method: 'POST', body, duplex: 'half' } as RequestInit
    const response = await fetch(to('ok'), options)
    return [response.status, body.locked]
  })
  await wait('Blob: a class of the page', async () => {
    class Own extends Blob {
      mine = 'mine'
    }
    const parts = (function* () {
      yield 'a'
      yield 'b'
    })()
    const blob = new Own(parts as unknown as BlobPart[], { type: 'text/plain' })
    return [blob.mine, blob instanceof Own, blob instanceof Blob, blob.size, blob.type, await blob.text()]
  })
  probe('beacon', () => [
    navigator.sendBeacon(to('ok', 'beacon'), message('beacon text')),
    navigator.sendBeacon(to('ok', 'beacon'), new Blob([message('beacon blob')])),
    navigator.sendBeacon(to('ok', 'beacon')),
  ])
  probe('beacon: to nowhere', () => navigator.sendBeacon('http://[/t', 'x'))
  probe('beacon: too big', () => navigator.sendBeacon(to('ok', 'beacon'), message('beacon big') + ' '.repeat(70_000)))
}
