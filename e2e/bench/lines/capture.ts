/** What a captured SDK call costs the page's main thread. */
import { type Figure, type Line, median } from '../line'

interface Found {
  readonly captured: readonly number[]
  readonly yardstick: readonly number[]
}

const SCRIPT = `
  window.exponea = { track() {}, identify() {}, version: '3.15.0' }
  const item = () => ({
    sku: 'SKU-4711', name: 'Linen coat, long, sand', price: 129.9, quantity: 2, tags: ['new', 'summer', 'linen'],
  })
  const payload = { cart: 'c-20991', currency: 'EUR', items: Array.from({ length: 9 }, item), total: 1169.1 }
  payload.note = 'x'.repeat(Math.max(0, 1013 - JSON.stringify(payload).length))
  const node = document.createElement('i')
  let heard = 0
  node.addEventListener('said', (event) => { heard += event.detail.length })
  const time = (call, calls) => {
    const began = performance.now()
    for (let i = 0; i < calls; i++) call()
    return (performance.now() - began) * 1000 / calls
  }
  const rest = (ms) => new Promise((done) => setTimeout(done, ms))
  const jobs = {
    async cost({ calls, rounds }) {
      let looks = 0
      exponea.track('probe', { get looked() { looks++; return 1 } })
      if (looks === 0) throw new Error('the call was not captured')
      const found = { captured: [], yardstick: [] }
      for (let round = 0; round < rounds; round++) {
        found.captured.push(time(() => exponea.track('cart_update', payload), calls))
        await rest(150)
        const say = () => node.dispatchEvent(new CustomEvent('said', { detail: JSON.stringify(payload) }))
        found.yardstick.push(time(say, calls))
        await rest(150)
      }
      return found
    },
  }`

/**
 * The package itself in a browser on its own. In bursts of 50 the relay sends afterwards: that is what the page's call
 * waits for. In bursts of 300 it sends within them, so that this is all that the page's main thread has to do.
 */
export const line: Line = {
  id: 'capture',
  order: 50,
  async measure(workshop) {
    const browser = await workshop.alone({ extension: await workshop.extension(), script: SCRIPT })
    const within = await browser.ask<Found>('cost', { calls: 50, rounds: 40 })
    const whole = await browser.ask<Found>('cost', { calls: 300, rounds: 20 })
    await browser.close()
    const figure = (name: string, { captured, yardstick }: Found, limit: number): Figure => ({
      name,
      value: median(captured),
      unit: 'µs',
      yardstick: { name: 'JSON.stringify of it + one CustomEvent dispatch', value: median(yardstick) },
      goal: { of: 'ratio', bound: 'most', limit },
    })
    return [
      figure('captured SDK call with a 1 KB payload, the call itself', within, 2),
      figure('captured SDK call with a 1 KB payload, with its sending', whole, 5),
    ]
  },
}
