/** Hostile pages of probes: one breaks all that it can, one listens and forges, one says that it was stopped. */
import type { ProbePage } from './probe'

/** What a page sends to be seen: the body of a tracking request. */
const TRACK = `const track = (event) => JSON.stringify({
    type: 'track', event, messageId: event, anonymousId: 'probe', writeKey: 'probe', properties: {}
  });
  const send = (event, via = 'page') => fetch('/v1/t?act=ok&via=' + via, { method: 'POST', body: track(event) });`

/** A page with this script, and nothing else. */
export const page = (script: string): ProbePage => ({
  html: `<!doctype html><title>A page of probes</title><script>${script}</script>`,
})

/** Breaks or replaces what pages break or replace, then tracks as before. */
function breakEverything(): void {
  const broken = () => {
    throw new Error('broken by the page')
  }
  const { defineProperty, getOwnPropertyNames } = Object
  const spoil = (owner: object, names: readonly PropertyKey[]) => {
    for (let i = 0; i < names.length; i++)
      defineProperty(owner, names[i] as string, { value: broken, configurable: true, writable: true })
  }
  spoil(JSON, ['stringify', 'parse'])
  spoil(Array.prototype, ['push', 'map', 'forEach', 'join', 'slice', 'concat', 'indexOf', 'includes', Symbol.iterator])
  spoil(String.prototype, [
    'slice',
    'indexOf',
    'lastIndexOf',
    'toUpperCase',
    'split',
    'replace',
    'startsWith',
    Symbol.iterator,
  ])
  spoil(RegExp.prototype, ['exec', 'test', Symbol.match, Symbol.replace])
  spoil(Map.prototype, ['get', 'set', 'has', 'delete', 'forEach', 'clear', Symbol.iterator])
  spoil(WeakMap.prototype, ['get', 'set', 'has', 'delete'])
  spoil(Set.prototype, ['add', 'has', 'delete'])
  spoil(WeakSet.prototype, ['add', 'has', 'delete'])
  spoil(EventTarget.prototype, ['addEventListener', 'dispatchEvent', 'removeEventListener'])
  spoil(Promise, ['resolve', 'reject', 'all', Symbol.species])
  spoil(Reflect, getOwnPropertyNames(Reflect))
  spoil(TextDecoder.prototype, ['decode'])
  spoil(Blob.prototype, ['slice', 'arrayBuffer', 'text'])
  spoil(Response.prototype, ['clone', 'text', 'json'])
  spoil(Request.prototype, ['clone', 'arrayBuffer'])
  spoil(URLSearchParams.prototype, ['toString', 'forEach'])
  spoil(FormData.prototype, ['forEach', 'entries'])
  spoil(Date, ['now'])
  spoil(performance, ['now'])
  spoil(Number, ['isFinite', 'isNaN'])
  const globals = [
    'CustomEvent',
    'MouseEvent',
    'Proxy',
    'WeakSet',
    'WeakMap',
    'Map',
    'Promise',
    'URL',
    'setTimeout',
    'encodeURIComponent',
    'btoa',
  ]
  spoil(globalThis, globals)
  spoil(Function.prototype, ['call', 'apply', 'bind'])
  spoil(Object, [
    'defineProperty',
    'keys',
    'getOwnPropertyDescriptor',
    'getPrototypeOf',
    'hasOwn',
    'values',
    'entries',
    'setPrototypeOf',
  ])
  const everybody = Object.prototype as { toJSON?: unknown; get?: unknown }
  everybody.toJSON = broken
  everybody.get = broken
}

/** Tracks in every way after it has broken everything. */
export const BROKEN = `${TRACK}
  const texts = ['broken: fetch', 'broken: blob', 'broken: xhr', 'broken: beacon'].map(track);
  const form = new FormData(); form.append('a', 'b'); const blob = new Blob([texts[1]]);
  window.exponea = { _: [], track() { window.tracked = (window.tracked ?? 0) + 1 } };
  (${breakEverything})();
  const options = (body) => ({ method: 'POST', body, toJSON: undefined, get: undefined });
  fetch('/v1/t?via=broken', options(texts[0]));
  fetch('/v1/t?via=broken', options(blob));
  fetch('/v1/t?via=broken', options(form));
  const xhr = new XMLHttpRequest(); xhr.open('POST', '/v1/t?via=broken'); xhr.send(texts[2]);
  navigator.sendBeacon('/v1/t?via=broken', texts[3]);
  exponea.track('broken: call', { toJSON: undefined, get: undefined, a: 1 });
  fetch('/report?via=report', { method: 'POST', body: 'tracked ' + window.tracked, toJSON: undefined, get: undefined })`

/** Looks for all that a page could hear of the private channel, and tries to speak on it. */
function eavesdrop(): void {
  const heard: string[] = []
  Object.assign(window, { heard })
  const types = [
    'tracklens-handover',
    'tracklens-relay',
    'ask',
    'alive',
    'tell',
    'order',
    'message',
    'click',
    'mouseover',
  ]
  const note = (event: Event) => heard.push(`${event.type} ${(event as CustomEvent).detail ?? ''}`)
  for (const target of [window, document, document.documentElement])
    for (const type of types) target.addEventListener(type, note, true)
  const { addEventListener, dispatchEvent } = EventTarget.prototype
  EventTarget.prototype.addEventListener = function (this: EventTarget, ...args: unknown[]) {
    heard.push(`added ${String(args[0])}`)
    return Reflect.apply(addEventListener, this, args)
  }
  EventTarget.prototype.dispatchEvent = function (event: Event) {
    heard.push(`dispatched ${event.type}`)
    return Reflect.apply(dispatchEvent, this, [event])
  }
  const Native = CustomEvent as new (type: string, init?: CustomEventInit) => CustomEvent
  Object.assign(window, {
    CustomEvent: class extends Native {
      constructor(type: string, init?: CustomEventInit) {
        super(type, init)
        heard.push(`made ${type}`)
      }
    },
  })
  const { createElement } = Document.prototype
  Document.prototype.createElement = function (this: Document, ...args: unknown[]) {
    heard.push(`created ${String(args[0])}`)
    return Reflect.apply(createElement, this, args)
  } as typeof createElement
}

/** Speaks as the hook and as the relay would. */
function forge(): void {
  const { createElement } = document
  const before = (window as unknown as { heard: string[] }).heard.length
  const node = Reflect.apply(createElement, document, ['i']) as HTMLElement
  const { heard } = window as unknown as { heard: string[] }
  const overheard: string[] = []
  const fact =
    '{"kind":"call","vendor":"customerio","surface":"snippet","tracker":"cioanalytics",' +
    '"call":1,"method":"track","args":["forged"]}'
  for (const type of ['ask', 'alive', 'tell', 'order'])
    node.addEventListener(type, (event) => overheard.push(event.type))
  document.addEventListener('tracklens-handover', (event) =>
    overheard.push(`handed ${String((event as MouseEvent).relatedTarget !== node)}`),
  )
  // Whoever reads what an SDK is called with can be asked who calls, and be spoken with.
  const reached = (by: unknown) => typeof by === 'function' && overheard.push(`reached ${by}`)
  const reader = function reader() {
    reached(reader.caller)
    const { stack } = new Error('who reads')
    if (Array.isArray(stack)) for (let i = 1; i < stack.length; i++) reached(stack[i])
    return 1
  }
  const value = (_: unknown, sites: readonly { readonly getFunction: () => unknown }[]) =>
    sites.map((site) => site.getFunction())
  Object.defineProperty(Error, 'prepareStackTrace', { configurable: true, value })
  const sdk = { _: [], track: (..._: unknown[]) => {} }
  Object.assign(window, { exponea: sdk })
  sdk.track('read', Object.defineProperty({}, 'a', { enumerable: true, get: reader }), { toJSON: reader })
  Reflect.deleteProperty(Error, 'prepareStackTrace')
  document.dispatchEvent(new Event('tracklens-relay'))
  document.dispatchEvent(new MouseEvent('tracklens-handover', { relatedTarget: node }))
  for (const target of [node, document, window]) target.dispatchEvent(new CustomEvent('tell', { detail: fact }))
  heard.length = before
  Object.assign(window, { overheard })
}

/** Listens, forges, and then tracks. */
export const EAVESDROPPER = `(${eavesdrop})(); ${TRACK} (${forge})(); window.last = send('overheard?')`

/** Writes the note of a stop that nobody has asked for, then tracks in every way. */
export const NOTED = `${TRACK}
  sessionStorage.setItem('tracklens-stop', 'customerio,bloomreach');
  window.exponea = { _: [], track() { window.tracked = (window.tracked ?? 0) + 1 } };
  const xhr = (event, waits) => {
    const xhr = new XMLHttpRequest(); xhr.open('POST', '/v1/t?via=noted', waits); xhr.send(track(event)); return xhr
  };
  send('noted: fetch', 'noted').then((response) => { window.answered = response.status });
  const waiting = xhr('noted: xhr', true); waiting.onload = () => { window.loaded = waiting.status };
  xhr('noted: xhr at once', false);
  navigator.sendBeacon('/v1/t?via=noted', track('noted: beacon'));
  exponea.track('noted: call', {})`

/** Tracks in a window that its maker has changed, and shows that it has. */
export const MADE = `${TRACK} document.createElement('b'); send('in a made window', 'made')`

/** Makes windows, one by an address and one by a text, and listens in each before its document is there. */
export const MAKER = `<!doctype html><title>A maker of windows</title><body><script>
  const made = (attribute, value) => {
    const frame = document.createElement('iframe');
    frame[attribute] = value;
    document.body.append(frame);
    frame.contentWindow.eval(${JSON.stringify(`(${eavesdrop})()`)})
  };
  made('src', '/made');
  made('srcdoc', '<script>' + ${JSON.stringify(MADE.replace('made', 'written'))} + '</' + 'script>')
</script>`

/** A script tag with a script that tracks as `MADE` does, by a name of its own. */
const madeBy = (how: string) => `<script>${MADE.replace('in a made window', `in ${how}`)}</script>`
/** As the text of a script in a page, in which no tag may end. */
const quoted = (text: string) => JSON.stringify(text).replaceAll('</', '<\\/')

/** Makes windows in the other ways, and listens in each: a frame of script, a pop-up, and one that it writes itself. */
export const OPENER = `<!doctype html><title>An opener of windows</title><body><script>
  const listen = (made) => { made.eval(${quoted(`(${eavesdrop})()`)}); return made };
  const frame = document.createElement('iframe');
  frame.src = 'javascript:' + encodeURIComponent(${quoted(JSON.stringify(madeBy('a frame of script')))});
  document.body.append(frame);
  const written = open('');
  window.made = { script: listen(frame.contentWindow), opened: listen(open('/made')), written: listen(written) };
  written.document.write(${quoted(madeBy('a written pop-up'))});
  written.document.close()
</script>`
