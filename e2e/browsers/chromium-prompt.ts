/**
 * Reads and answers Chromium's own question for permissions, which belongs to no page: over the debugger of its native
 * views, that it opens on a port when told so. The press is an event that the button takes as any other.
 */
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { WebSocket } from 'ws'
import { PATIENCE } from '../patience'

/** The switches that open the debugger of the native views on `port` and let it press. */
export function promptSwitches(port: number): readonly string[] {
  return [`--enable-ui-devtools=${port}`, '--enable-features=ui-debug-tools-enable-synthetic-events']
}

/** Below those that systems give to whoever asks for any port, and above those of services. */
const PORTS = { from: 12_000, to: 32_000 }

/** A port of loopback that is free now, and that no server which asks for any port is given meanwhile. */
export function freePort(tries = 100): Promise<number> {
  const port = randomInt(PORTS.from, PORTS.to)
  return new Promise<number>((done, failed) => {
    const server = createServer()
    server.once('error', failed).listen(port, '127.0.0.1', () => server.close(() => done(port)))
  }).catch((error: unknown) => {
    if (tries === 0) throw error
    return freePort(tries - 1)
  })
}

/** One native view: `attributes` are names and values in turn. */
interface Node {
  readonly nodeId: number
  readonly nodeName: string
  readonly attributes?: readonly string[]
  readonly children?: readonly Node[]
}

interface Styles {
  readonly matchedCSSRules: readonly {
    readonly rule: {
      readonly style: { readonly cssProperties: readonly { readonly name: string; readonly value: string }[] }
    }
  }[]
}

type Send = <R>(method: string, params?: object) => Promise<R>

const DIALOG = 'ExtensionInstallDialogView'

const kindOf = ({ attributes = [] }: Node) => attributes[attributes.indexOf('name') + 1] ?? ''
const all = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(all)]

async function textOf(send: Send, { nodeId }: Node): Promise<string> {
  const { matchedCSSRules } = await send<Styles>('CSS.getMatchedStylesForNode', { nodeId })
  return (
    matchedCSSRules.flatMap(({ rule }) => rule.style.cssProperties).find(({ name }) => name === 'Text')?.value ?? ''
  )
}

async function connect(port: number): Promise<{ readonly send: Send; readonly close: () => void }> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/0`, { perMessageDeflate: false })
  await new Promise((done, failed) => socket.once('open', done).once('error', failed))
  const waiting = new Map<number, { done: (result: never) => void; failed: (error: Error) => void }>()
  let id = 0
  socket.on('message', (text: Buffer) => {
    const message = JSON.parse(text.toString()) as { id?: number; result?: never; error?: { message: string } }
    const asked = waiting.get(message.id ?? -1)
    waiting.delete(message.id ?? -1)
    if (message.error) asked?.failed(new Error(message.error.message))
    else asked?.done(message.result as never)
  })
  socket.on('close', () => {
    for (const { failed } of waiting.values()) failed(new Error('the views’ debugger is gone'))
  })
  const send: Send = (method, params = {}) =>
    new Promise((done, failed) => {
      waiting.set(++id, { done, failed })
      socket.send(JSON.stringify({ id, method, params }))
    })
  return { send, close: () => socket.terminate() }
}

interface Question {
  readonly words: string
  /** The buttons by what stands on them. */
  readonly buttons: ReadonlyMap<string, Node>
}

/** The question that is open now, if any. */
async function lookFor(send: Send): Promise<Question | null> {
  // Views are told once a session: anew each time.
  await send('DOM.disable')
  await send('DOM.enable')
  const { root } = await send<{ root: Node }>('DOM.getDocument')
  const dialog = all(root).find((node) => node.nodeName === 'Widget' && kindOf(node) === DIALOG)
  if (!dialog) return null
  const words: string[] = []
  const buttons = new Map<string, Node>()
  for (const node of all(dialog)) {
    const kind = kindOf(node)
    if (kind === 'MdTextButton') buttons.set(await textOf(send, node), node)
    else if (/Label$/.test(kind) && kind !== 'LabelButtonLabel') words.push(await textOf(send, node))
  }
  return { words: words.filter((text) => text !== '').join(' '), buttons }
}

/** Chromium takes no press so soon after the question came up, nor after the press before; milliseconds. */
const CAUTION = 600

/**
 * Waits for the question, presses the button of that name until the question goes, and gives what it said. Rejects
 * after 30 s.
 */
export async function answerPrompt(port: number, answer: 'Allow' | 'Deny'): Promise<string> {
  const { send, close } = await connect(port)
  const end = Date.now() + PATIENCE
  let words: string | null = null
  let pressed = 0
  try {
    while (Date.now() < end) {
      const question = await lookFor(send).catch(() => null) // it may go while it is read
      if (question === null && words !== null) return words
      words = question?.words ?? null
      const button = Date.now() - pressed > CAUTION ? question?.buttons.get(answer) : undefined
      if (button) pressed = Date.now()
      const event = { x: 5, y: 5, button: 'left', wheelDirection: 'none' }
      for (const type of button ? ['mousePressed', 'mouseReleased'] : [])
        await send('DOM.dispatchMouseEvent', { nodeId: button?.nodeId, event: { type, ...event } }).catch(() => {})
      await new Promise((done) => setTimeout(done, 50))
    }
    throw new Error(words === null ? 'Chromium asked for no permission' : `Chromium still asks: ${words}`)
  } finally {
    close()
  }
}
