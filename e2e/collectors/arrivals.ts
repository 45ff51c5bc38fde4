/** What a collector has received, as it says itself, and waiting for something in it. */
import { PATIENCE } from '../patience'
import type { Arrival, Collector } from './contract'

/** The log of one collector. */
export interface Arrivals extends Pick<Collector, 'log' | 'received' | 'named' | 'arrived' | 'until' | 'clear'> {
  /** The number of the next request. */
  next(): number
  find(n: number): Arrival | undefined
  /** Takes a request in, or what is new of one that is there. */
  note(arrival: Arrival): void
}

/** Nothing has arrived so far. */
export function createArrivals(): Arrivals {
  let log: Arrival[] = []
  let count = 0
  const watchers = new Set<() => void>()
  const received: Collector['received'] = () =>
    log.flatMap((arrival) => arrival.things.map((thing) => ({ arrival, thing })))
  const named: Collector['named'] = (name) =>
    received().filter(({ thing }) => thing.name === name || (thing.name === null && thing.type === name))
  const until: Collector['until'] = (wished, what) =>
    new Promise((done, failed) => {
      const look = () => {
        if (!wished(log)) return
        clearTimeout(timer)
        watchers.delete(look)
        done()
      }
      const timer = setTimeout(() => {
        watchers.delete(look)
        const seen = log.map((one) => {
          const names = one.things.map((thing) => thing.name ?? thing.type).join(',')
          return `${one.method} ${one.path} ${one.fate} ${one.status ?? ''} ${names}`
        })
        failed(new Error(`waited ${PATIENCE} ms for ${what}; the collector has:\n${seen.join('\n')}`))
      }, PATIENCE)
      watchers.add(look)
      look()
    })
  return {
    get log() {
      return log
    },
    next: () => ++count,
    find: (n) => log.find((one) => one.n === n),
    note(arrival) {
      const at = log.findIndex((one) => one.n === arrival.n)
      if (at >= 0) log[at] = arrival
      else log.push(arrival)
      for (const watcher of watchers) watcher()
    },
    received,
    named,
    async arrived(name, times = 1) {
      await until(() => named(name).length >= times, `${name} to arrive${times === 1 ? '' : ` ${times} times`}`)
      return named(name)
    },
    until,
    clear() {
      log = []
    },
  }
}
