/** The part of the battery that sends by XMLHttpRequest. */
import type { Notes } from './notes'

/** Runs in the page. It may refer to nothing outside itself. */
export async function xhr({ to, message, words, probe, wait }: Notes): Promise<void> {
  const events = (xhr: XMLHttpRequest, until = 'loadend') =>
    new Promise<string[]>((done) => {
      const order: string[] = []
      for (const type of ['readystatechange', 'loadstart', 'load', 'error', 'abort', 'timeout', 'loadend']) {
        xhr.addEventListener(type, (event) => {
          const line = `${event.type} ${xhr.readyState} ${event.target === xhr} ${event.isTrusted}`
          // How often a browser tells one state depends on how the answer comes in.
          if (line !== order.at(-1)) order.push(line)
          if (type === until) done(order)
        })
      }
    })
  await wait('XHR: events and answers', async () => {
    const told: unknown[] = []
    const types: readonly XMLHttpRequestResponseType[] = ['', 'text', 'json', 'arraybuffer', 'blob', 'document']
    for (const type of types) {
      const xhr = new XMLHttpRequest()
      const order = events(xhr)
      told.push(xhr.open('POST', to('ok', `xhr ${type}`)) === undefined)
      xhr.responseType = type
      told.push(
        xhr.send(message(`xhr ${type || 'plain'}`)) === undefined,
        await order,
        xhr.status,
        String(xhr.response),
        xhr.responseURL,
      )
    }
    return told
  })
  await wait('XHR: failing', async () => {
    const told: unknown[] = []
    for (const act of ['reset', 'timeout', 'abort']) {
      const xhr = new XMLHttpRequest()
      const order = events(xhr)
      xhr.open('POST', to(act === 'reset' ? act : 'hang'))
      if (act === 'timeout') xhr.timeout = 50
      xhr.send(message(`xhr ${act}`))
      if (act === 'abort') xhr.abort()
      told.push(await order, xhr.status, xhr.readyState)
    }
    return told
  })
  probe('XHR: at once', () => {
    const xhr = new XMLHttpRequest()
    xhr.open('POST', to('ok', 'xhr sync'), false)
    xhr.send(message('xhr sync'))
    return [xhr.status, xhr.responseText, xhr.readyState]
  })
  probe('XHR: at once and broken', () => {
    const xhr = new XMLHttpRequest()
    xhr.open('POST', to('reset'), false)
    xhr.send(message('xhr sync broken'))
    return 'nothing thrown'
  })
  probe('XHR: sent before it was opened', () => new XMLHttpRequest().send('x'))
  probe('XHR: a forbidden method', () => new XMLHttpRequest().open('TRACE', to('ok')))
  probe('XHR: an impossible address', () => new XMLHttpRequest().open('POST', 'http://[/t'))
  await wait('XHR: a class of the page, used twice', async () => {
    class Own extends XMLHttpRequest {
      calls: string[] = []
      override open(...args: unknown[]): void {
        this.calls.push('open')
        Reflect.apply(super.open, this, args)
      }
      override send(body?: XMLHttpRequestBodyInit): void {
        this.calls.push('send')
        super.send(body)
      }
    }
    const xhr = new Own()
    for (const event of ['xhr own 1', 'xhr own 2']) {
      const end = new Promise((done) => {
        xhr.onloadend = done
      })
      xhr.open('POST', to('ok', 'xhr own'))
      xhr.send(message(event))
      await end
    }
    return [xhr.calls, xhr.status, xhr instanceof XMLHttpRequest]
  })
  await wait('XHR: what its listeners throw is told once', async () => {
    const told: string[] = []
    const listen = (event: ErrorEvent) => {
      told.push(words(event.error))
      event.preventDefault()
    }
    addEventListener('error', listen)
    const xhr = new XMLHttpRequest()
    xhr.onload = () => {
      throw new EvalError('by the page')
    }
    const end = events(xhr)
    xhr.open('POST', to('ok'))
    xhr.send(message('xhr thrower'))
    await end
    removeEventListener('error', listen)
    return told
  })
}
