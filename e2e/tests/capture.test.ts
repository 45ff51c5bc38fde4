/** Capture where pages make it hard: frames of all kinds, strict policies, hostile input, floods. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BROWSERS, type Tab } from '../browsers/driver'
import { giveBack, type Kept, takeBrowser } from '../kept-browser'
import type { PanelPage } from '../panel-page'
import { left } from '../summary'
import { type Probe, type ProbePage, startProbe } from './probe'

/** A page's own code that tracks one event to the endpoint of the server at `origin`. */
const send = (origin: string, event: string) =>
  `fetch('${origin}/v1/t?act=ok', { method: 'POST', body: JSON.stringify({ type: 'track', event: '${event}', ` +
  `messageId: '${event}', anonymousId: 'probe', writeKey: 'probe', properties: {} }) })`
const script = (code: string, attributes = '') => `<script${attributes}>${code}</script>`
const page = (title: string, body: string): ProbePage => ({
  html: `<!doctype html><title>${title}</title><body>${body}`,
})
const quoted = (html: string) => html.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/** A page with a frame of every kind, each of which tracks an event of its own. */
function frames(port: number): ProbePage {
  const origin = `http://127.0.0.1:${port}`
  const own = (event: string) => script(send(origin, event))
  const inBlob = JSON.stringify(own('blob frame')).replaceAll('</', '<\\/')
  return page(
    'Frames',
    `<iframe src="/inner?same-origin"></iframe>
     <iframe src="http://other.localhost:${port}/inner?cross-site"></iframe>
     <iframe sandbox="allow-scripts" src="/inner?sandboxed"></iframe>
     <iframe srcdoc="${quoted(own('srcdoc frame'))}"></iframe>
     <iframe src="data:text/html,${quoted(encodeURIComponent(own('data frame')))}"></iframe>
     ${script(`
       const add = (src) => {
         const frame = document.createElement('iframe');
         if (src) frame.src = src;
         document.body.append(frame);
         return frame.contentWindow
       };
       add(URL.createObjectURL(new Blob([${inBlob}], { type: 'text/html' })));
       const blank = add();
       blank.${send(origin, 'blank frame')};
       const named = add('about:blank');
       named.${send(origin, 'about:blank frame')};
     `)}`,
  )
}

const INNER = page(
  'Inner',
  script(
    `const track = (event) => { ${send('ORIGIN', 'EVENT').replace(/'EVENT'/g, 'event')} };
     track(location.search.slice(1) + ' frame')`,
  ),
)

/** Everything forbidden but one nonce, requests to this server, and trusted types. */
function strict(port: number): ProbePage {
  const origin = `http://127.0.0.1:${port}`
  const policy =
    `default-src 'none'; script-src 'nonce-strict'; connect-src ${origin}; ` +
    "require-trusted-types-for 'script'; sandbox allow-scripts"
  return {
    html: `<!doctype html><title>Strict</title>${script(send(origin, 'strict policy'), ' nonce="strict"')}`,
    headers: { 'content-security-policy': policy },
  }
}

/** A page with the stub of an SDK, whose methods do nothing but count. */
const STUB = page(
  'Stub',
  script('window.count = 0; window.exponea = { _: [], track() { count++ } }; window.ready = true'),
)

/** A page and a frame in it whose elements are called like what scripts look for in a document, ours among them. */
const called = (event: string, inner = '') =>
  page(
    'Called',
    ['title', 'cookie', 'addEventListener', 'visibilityState'].map((name) => `<img name=${name}>`).join('') +
      ['tracklens', 'tracklensMet', 'exponea'].map((id) => `<b id=${id}></b>`).join('') +
      script(`window.exponea = { _: [], track() {} }; exponea.track('${event}')`) +
      inner,
  )

/** So many calls in one turn: half of what a page may tell at once; what is beyond that a unit test has. */
const FLOOD = 20_000

interface Stub {
  readonly count: number
  readonly exponea: { track(name: unknown, properties?: unknown): void }
}

describe.each(BROWSERS)('capture in %s', (name) => {
  let kept: Kept
  let probe: Probe
  let tab: Tab
  let panel: PanelPage

  const once = async (event: string) => {
    await panel.shows(event)
    expect(await panel.items(event)).toHaveLength(1)
  }
  const stub = async () => {
    await tab.goto(`${probe.origin}/stub`)
    await tab.waitFor(() => 'ready' in window)
  }

  beforeAll(async () => {
    probe = await startProbe({
      '/frames': frames,
      '/inner': (port) => ({ html: INNER.html.replaceAll('ORIGIN', `http://127.0.0.1:${port}`) }),
      '/strict': strict,
      '/stub': () => STUB,
      '/called': () => called('in a page of odd names', '<iframe name=tracklens src=/called-too></iframe>'),
      '/around': (port) =>
        page(
          'Around',
          `<iframe name=document></iframe><iframe src="http://other.localhost:${port}/inner?surrounded"></iframe>`,
        ),
      '/called-too': () => called('in a frame of odd names'),
      '/plain': (port) => page('Plain', script(`window.track = () => ${send(`http://127.0.0.1:${port}`, 'EVENT')}`)),
    })
    kept = await takeBrowser(name)
    tab = kept.tab
    panel = kept.panel
  })
  afterAll(async () => {
    if (kept) giveBack(kept)
    await probe?.close()
  })

  it('sees frames of all kinds', async () => {
    await tab.goto(`${probe.origin}/frames`)
    const kinds = ['same-origin', 'cross-site', 'sandboxed', 'srcdoc', 'data', 'blob', 'blank', 'about:blank']
    for (const kind of kinds) await once(`${kind} frame`)
    // Later too, when what a frame's window was watched with as it began is gone, by the frame's own scripts.
    const later = await tab.eval(async () => {
      const sending = (frame: string) => {
        const post = (name: string, more: (body: string) => BodyInit = (body) => body) => {
          const event = `later in ${frame}: ${name}`
          const body = JSON.stringify({ type: 'track', event, messageId: event, anonymousId: 'a', properties: {} })
          return { event, init: { method: 'POST', body: more(body) } }
        }
        const to = `${top?.location.origin}/v1/t?act=ok`
        const text = post('text')
        const blob = post('blob', (body) => new Blob([body]))
        const request = post('request')
        class Own extends Request {
          itself() {
            return this
          }
        }
        const answers = [fetch(to, text.init), fetch(to, blob.init), fetch(new Own(to, request.init).itself())]
        const events = [text, blob, request].map(({ event }) => event)
        return Promise.all(answers).then(() => events)
      }
      const sent: string[] = []
      for (const { contentDocument, contentWindow } of document.querySelectorAll('iframe')) {
        if (!contentDocument) continue
        const script = contentDocument.createElement('script')
        script.text = `window.sent = (${sending})('${contentDocument.URL.split(':')[0]} ${sent.length}')`
        contentDocument.documentElement.append(script)
        sent.push(...(await (contentWindow as unknown as { sent: Promise<string[]> }).sent))
      }
      return sent
    })
    expect(later).toHaveLength(15)
    await panel.shows(...later)
    for (const event of later) expect(await panel.items(event)).toHaveLength(1)
  })

  it('sees a page whose elements are called like what is looked for in it', async () => {
    await tab.goto(`${probe.origin}/called`)
    await once('in a page of odd names')
    await once('in a frame of odd names')
    await panel.coverage.says(/^Complete since [\d:]+ — every call( and request|, fetch, XHR and beacon) of /)
  })

  it('sees a frame in a page of another origin that shows it a frame called document', async () => {
    await tab.goto(`${probe.origin}/around`)
    await once('surrounded frame')
  })

  it('sees a page under a strict content security policy', async () => {
    await tab.goto(`${probe.origin}/strict`)
    await once('strict policy')
  })

  it('takes properties that JSON cannot carry, marked, and hands them to the SDK as they are', async () => {
    await stub()
    const told = await tab.eval(() => {
      const { exponea } = window as unknown as Stub
      const cyclic: Record<string, unknown> = { name: 'round' }
      cyclic.self = cyclic
      let deep: unknown[] = []
      for (let i = 0; i < 10_000; i++) deep = [deep]
      const hostile = {
        get secret(): string {
          throw new RangeError('a getter of the page')
        },
        toJSON() {
          throw new EvalError('a toJSON of the page')
        },
      }
      const told: string[] = []
      const attempt = (event: unknown, properties: unknown) => {
        try {
          exponea.track(event, properties)
          told.push('ok')
        } catch (error) {
          told.push(String(error))
        }
      }
      attempt('circular', cyclic)
      attempt('deep', { deep })
      attempt('hostile', { inner: hostile, outer: 1 })
      attempt(
        'getter',
        Object.defineProperty({ fine: 1 }, 'odd', {
          enumerable: true,
          get: () => {
            throw new RangeError('a getter of the page')
          },
        }),
      )
      attempt('odd', {
        none: undefined,
        big: 10n,
        not: Number.NaN,
        fn: () => 1,
        symbol: Symbol('s'),
        node: document.body,
      })
      attempt('huge', { text: 'x'.repeat(10 * 1024 * 1024) })
      attempt(
        Symbol('no name'),
        new Proxy(
          {},
          {
            ownKeys: () => {
              throw new TypeError('a proxy of the page')
            },
          },
        ),
      )
      attempt('after', {})
      return { told, count: (window as unknown as Stub).count }
    })
    expect(told).toEqual({ told: Array(8).fill('ok'), count: 8 })
    await panel.shows('circular', 'deep', 'hostile', 'getter', 'odd', 'huge', 'after')
    expect(await panel.details('circular')).toContain('round')
    expect(await panel.details('getter')).toContain('a getter of the page')
    expect(await panel.details('hostile')).toContain('a toJSON of the page')
    const huge = await panel.details('huge')
    expect(huge).toMatch(/cut|longer than Tracklens keeps|Only the first part/)
    expect(huge.length).toBeLessThan(100_000)
  })

  it('takes bodies that are no JSON, broken off, of 10 MB, of 10,000 levels, sends them whole, goes on', async () => {
    await stub()
    const before = probe.arrivals.length
    const sizes = await tab.eval(async () => {
      const head =
        '{"type":"track","event":"EVENT","messageId":"EVENT","anonymousId":"probe","writeKey":"probe","properties":'
      const body = (event: string, properties: string) => `${head.replaceAll('EVENT', event)}${properties}}`
      const bodies = [
        'not JSON at all, yet "writeKey": is in it',
        body('cut body', '{"a":1').slice(0, -1),
        body('huge body', JSON.stringify({ text: 'x'.repeat(10 * 1024 * 1024) })),
        body('deep body', `${'['.repeat(10_000)}${']'.repeat(10_000)}`),
        body('fine body', '{}'),
      ]
      for (const one of bodies) await fetch('/v1/t?act=ok', { method: 'POST', body: one })
      return bodies.map((one) => one.length)
    })
    expect(probe.arrivals.slice(before).map(({ body }) => body.length)).toEqual(sizes)
    await panel.shows('fine body')
  })

  it('is never complete while a page is busy and what it says may be on its way', async () => {
    await stub()
    await panel.coverage.says(/^Complete/)
    const over = tab.eval(() => {
      ;(window as unknown as Stub).exponea.track('before it is busy', {})
      const end = performance.now() + 5_000
      while (performance.now() < end) {}
    })
    await panel.coverage.says(/^Catching up — the page is busy/)
    await over
    await panel.coverage.says(/^Complete/)
    await panel.shows('before it is busy')
  })

  it('is told of each page that is left, and keeps nothing of it on the disk', async () => {
    for (let visit = 0; visit < 3; visit++) {
      await stub()
      await tab.eval((visit) => (window as unknown as Stub).exponea.track(`visit ${visit}`), visit)
      await tab.goto('about:blank')
      await panel.shows(`visit ${visit}`)
      await left(panel.view)
    }
  })

  it('loses no call of a flood to the page, and goes on with the next page', async () => {
    const count = () => tab.eval(() => (window as unknown as Stub).count)
    await stub()
    await tab.eval((flood) => {
      const { exponea } = window as unknown as Stub
      for (let i = 0; i < flood; i++) exponea.track('flood', { i })
    }, FLOOD)
    expect(await count()).toBe(FLOOD)
    const events = { role: 'grid', name: 'Events' }
    await panel.view.waitForFound((found) => Number(found[0]?.getAttribute('aria-rowcount')) > 1_000, events, {
      what: 'the flood',
    })
    await stub()
    await tab.eval(() => (window as unknown as Stub).exponea.track('after the flood', {}))
    expect(await count()).toBe(1)
    // What another test looks for is not to be looked for among all these rows.
    await panel.clearAnew()
  })
})
