/** The part of the probes that sends: what is left behind, how it fails, and what a policy reports. */
import type { Notes } from './notes'

/** Runs in the page. It may refer to nothing outside itself. */
export async function requests({ start, probe, caught, frames, tracking, message }: Notes): Promise<void> {
  const searched = async (address: string) => {
    ;/searched/.exec('what the page has searched')
    await fetch(address, { method: 'POST', body: message }).catch(() => {})
    return RegExp.lastMatch
  }
  const last = [start, await searched(`${location.origin}/nothing`), await searched(tracking)]
  probe('what was searched last', () => last.slice(0, 2))
  probe('what was searched last, after a request that tracks', () => last[2])

  const failed = async (name: string, run: () => Promise<unknown>) => {
    const error = await run().then(
      () => null,
      (thrown: unknown) => thrown,
    )
    probe(name, () => frames(error))
  }
  await failed('stack of a failed fetch, nobody’s', () => fetch('http://127.0.0.1:1/nothing'))
  await failed('stack of a failed fetch, tracking', () =>
    fetch('http://127.0.0.1:1/v1/t', { method: 'POST', body: message }),
  )
  await failed('stack of an impossible fetch', () => fetch('http://['))
  probe('stack of a failed synchronous XHR', () => {
    const xhr = new XMLHttpRequest()
    xhr.open('GET', 'http://127.0.0.1:1/nothing', false)
    return frames(caught(() => xhr.send()))
  })

  const order: string[] = []
  const promise = fetch(`${location.origin}/nothing`)
  const turn = promise.then(() => order.push('answer')).then(() => order.push('after'))
  await turn
  probe('order of turns', () => order)

  /** Reports of a policy that forbids connections: who is named, and how many there are. */
  const blocked = await new Promise<unknown>((done) => {
    const told: unknown[] = []
    let quiet: ReturnType<typeof setTimeout> | undefined
    /** A busy machine tells of some later than of others. */
    const heard = () => {
      clearTimeout(quiet)
      quiet = setTimeout(() => done([told, reports]), 300)
    }
    const policy = document.createElement('meta')
    policy.httpEquiv = 'Content-Security-Policy'
    policy.content = 'connect-src https://nowhere.example'
    document.addEventListener('securitypolicyviolation', ({ sourceFile, effectiveDirective }) => {
      told.push([sourceFile.replace(/^https?:..[^/]*/, ''), effectiveDirective])
      if (quiet) heard()
    })
    document.head.append(policy)
    const Observer = (globalThis as { ReportingObserver?: new (run: (all: Report[]) => void) => { observe(): void } })
      .ReportingObserver
    type Report = { readonly type: string; readonly body: { readonly sourceFile?: string } | null }
    const reports: unknown[] = []
    if (Observer)
      new Observer((all) => {
        for (const { type, body } of all) reports.push([type, body?.sourceFile?.replace(/^https?:..[^/]*/, '')])
        if (quiet) heard()
      }).observe()
    const refused = ['a', 'b'].map((name) => fetch(`https://elsewhere.example/${name}`).catch(() => {}))
    navigator.sendBeacon('https://elsewhere.example/c', 'x')
    void Promise.all(refused).then(heard)
  })
  probe('reports of a policy', () => blocked)
}
