/** What a `fetch`, XHR or beacon that is not tracking pays for the hook. */
import path from 'node:path'
import { type Figure, type Line, median } from '../line'

/**
 * Real network calls take hundreds of microseconds and hide what is measured. So this page makes them do nothing,
 * before the package's own two scripts run in it as ordinary scripts: what is left of a call is the hook.
 */
const IDLE = `<script>
  window.nativeFetch = window.fetch.bind(window)
  const settled = Promise.resolve()
  window.fetch = function fetch() { return settled }
  XMLHttpRequest.prototype.open = function open() {}
  XMLHttpRequest.prototype.send = function send() {}
  Navigator.prototype.sendBeacon = function sendBeacon() { return true }
  const nobody = { addListener() {} }
  window.chrome = { runtime: {
    connect: () => ({ postMessage() {}, disconnect() {}, onMessage: nobody, onDisconnect: nobody }), onMessage: nobody,
  } }
  const xhr = new XMLHttpRequest()
  const bare = { fetch: window.fetch, open: xhr.open, send: xhr.send, sendBeacon: navigator.sendBeacon }
</script><script src="/relay.js"></script><script src="/hook.js"></script>`

/** Gives µs a call as wrapped and as bare, for as many rounds as asked. */
const SCRIPT = `
  const CALLS = {
    fetch: [(url) => { window.fetch(url) }, (url) => { bare.fetch.call(window, url) }],
    XHR: [
      (url) => { xhr.open('GET', url); xhr.send() },
      (url) => { bare.open.call(xhr, 'GET', url); bare.send.call(xhr) },
    ],
    beacon: [(url) => { navigator.sendBeacon(url, 'x') }, (url) => { bare.sendBeacon.call(navigator, url, 'x') }],
  }
  let made = 0
  const time = (call, addresses) => {
    const began = performance.now()
    for (let i = 0; i < addresses.length; i++) call(addresses[i])
    return (performance.now() - began) * 1000 / addresses.length
  }
  const jobs = {
    async cost({ kind, fresh, calls, rounds }) {
      if (window.fetch === bare.fetch) throw new Error('the hook did not install itself')
      const found = { wrapped: [], bare: [] }
      for (let round = 0; round < rounds; round++) {
        for (const [at, name] of [[0, 'wrapped'], [1, 'bare']]) {
          const address = () =>
            'https://api.shop.example/v2/products/' + (fresh ? ++made : made) + '?currency=EUR'
          const addresses = Array.from({ length: calls }, address)
          found[name].push(time(CALLS[kind][at], addresses))
          await new Promise((done) => setTimeout(done, 0))
        }
      }
      return found
    },
  }`

/** Medians of 15 rounds of 20,000 calls to one address, and of 2,000 to as many addresses. */
export const line: Line = {
  id: 'untracked',
  order: 40,
  async measure(workshop) {
    const folder = await workshop.extension()
    const server = await workshop.server()
    await server.serveFile('/hook.js', 'text/javascript', path.join(folder, 'src/page/hook/hook.iife.js'))
    await server.serveFile('/relay.js', 'text/javascript', path.join(folder, 'src/page/relay/relay.iife.js'))
    const browser = await workshop.alone({ head: IDLE, script: SCRIPT })
    const figures: Figure[] = []
    for (const kind of ['fetch', 'XHR', 'beacon'])
      for (const fresh of [false, true]) {
        const found = await browser.ask<{ wrapped: number[]; bare: number[] }>('cost', {
          kind,
          fresh,
          calls: fresh ? 2000 : 20_000,
          rounds: 15,
        })
        figures.push({
          name: `${kind} that is not tracking, ${fresh ? 'new addresses' : 'known address'}`,
          value: median(found.wrapped),
          unit: 'µs',
          yardstick: { name: 'the same call unwrapped (both do nothing)', value: median(found.bare) },
          goal: { of: 'difference', bound: 'most', limit: 1 },
        })
      }
    await browser.close()
    return figures
  },
}
