/** Requests that break off in every way, and what a page then hears that nobody has handled. */

/** Runs in the page. It may refer to nothing outside itself. Returns what was heard, the page's own control first. */
export async function brokenOff(): Promise<readonly string[]> {
  const heard: string[] = []
  addEventListener('unhandledrejection', (event) => {
    heard.push(`rejection ${event.reason}`)
    event.preventDefault()
  })
  addEventListener('error', (event) => heard.push(`error ${event.message}`))
  const body = (event: string) =>
    JSON.stringify({ type: 'track', event, messageId: event, anonymousId: 'probe', writeKey: 'probe', properties: {} })
  const nothing = () => {}
  const ACTS = ['torn', 'gzip', 'long', 'stream', 'reset', 'hang', 'empty']
  const ends = (act: string) => act !== 'hang' && act !== 'stream'
  const to = (act: string, how: string) => `${location.origin}/v1/t?act=${act}&via=${how}`
  const post = (act: string, how: string, more: RequestInit = {}) =>
    fetch(to(act, how), { method: 'POST', body: body(`${act} ${how}`), ...more })
  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn++) await new Promise((done) => setTimeout(done))
  }

  // The control: what nobody handles is heard.
  void Promise.reject('of the page')
  await turns(2)

  const kinds: Record<string, (act: string) => unknown> = {
    // What never ends keeps one of the few connections to a server: it is left for those that end it.
    unread: (act) => (ends(act) ? post(act, 'unread').catch(nothing) : null),
    async aborted(act) {
      const controller = new AbortController()
      const sent = post(act, 'aborted', { signal: controller.signal })
      if (act === 'hang') controller.abort()
      await sent.catch(nothing)
      controller.abort(act === 'torn' ? 'a reason of the page' : undefined)
    },
    async cancelled(act) {
      if (act !== 'hang')
        await post(act, 'cancelled').then((response) => void response.body?.cancel().catch(nothing), nothing)
    },
    async cloned(act) {
      if (!ends(act)) return
      const response = await post(act, 'cloned').catch(nothing)
      const clone = response?.clone()
      void clone?.body?.cancel().catch(nothing)
      await response?.body?.getReader().read().catch(nothing)
    },
    async piped(act) {
      if (act === 'hang') return
      const response = await post(act, 'piped').catch(nothing)
      const closing = new WritableStream({ write: () => Promise.reject(new Error('no more')) })
      await response?.body?.pipeTo(closing).catch(nothing)
    },
    async request(act) {
      const controller = new AbortController()
      const request = new Request(to(act, 'request'), { method: 'POST', body: body(`${act} request`) })
      const sent = fetch(request.clone(), { signal: controller.signal })
      if (act === 'hang') controller.abort()
      await sent.catch(nothing)
      controller.abort()
    },
    async blob(act) {
      if (ends(act)) await post(act, 'blob', { body: new Blob([new Uint8Array([1]), 'x']) }).catch(nothing)
    },
    async xhr(act) {
      for (const type of ['', 'json', 'blob', 'arraybuffer', 'document'] as const) {
        const xhr = new XMLHttpRequest()
        const end = new Promise((done) => xhr.addEventListener('loadend', done))
        xhr.open('POST', to(act, 'xhr'))
        xhr.responseType = type
        // Chromium gives the page no headers while all connections to the server are taken.
        if (act === 'stream') xhr.timeout = 500
        xhr.send(body(`${act} xhr ${type}`))
        // Chromium tells an XHR nothing of an answer whose text it waits to look into.
        if (!ends(act)) xhr.abort()
        await end
      }
    },
    beacon: (act) =>
      ends(act) && navigator.sendBeacon(to(act, 'beacon'), new Blob([new Uint8Array([1]), body(`${act} beacon`)])),
    // Last: what has broken off by the time that the page's own reading ends has broken off for us too.
    read: (act) => (ends(act) ? post(act, 'read').then((response) => response.text().catch(nothing), nothing) : null),
  }
  for (const how in kinds) for (const act of ACTS) await kinds[how]?.(act)
  await turns(20)
  return heard
}
