/** mitmproxy where a machine has it, with the script of its own examples that writes HARs. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

/** Where Debian puts the script. */
const SCRIPT = '/usr/share/doc/mitmproxy/examples/contrib/har_dump.py'
/** How long it may take to listen, or to write its file and end, in milliseconds. */
const PATIENCE = 60_000

/** Whether it can be run here; else what is missing. */
export const MITMPROXY: { readonly program: string } | { readonly missing: string } = found()

function found(): typeof MITMPROXY {
  const program = (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, 'mitmdump'))
    .find((file) => existsSync(file))
  if (!program) return { missing: 'mitmdump is not installed' }
  return existsSync(SCRIPT) ? { program } : { missing: `${SCRIPT} is not there` }
}

/** A running proxy that writes its HAR when it is stopped. */
export interface Proxy {
  /** For example `http://127.0.0.1:40123`. */
  readonly origin: string
  /** Can be asked again. */
  readonly stop: () => Promise<void>
}

/** Starts it on a free port of loopback; `file` is where its HAR goes. Throws where the machine has none. */
export async function startMitmproxy(file: string): Promise<Proxy> {
  if ('missing' in MITMPROXY) throw new Error(MITMPROXY.missing)
  const args = ['--listen-host', '127.0.0.1', '--listen-port', '0', '-s', SCRIPT, '--set', `hardump=${file}`]
  // Its own folder for certificates, and no words about each request.
  const own = ['--set', `confdir=${path.join(path.dirname(file), 'mitmproxy')}`, '--set', 'flow_detail=0']
  const child = spawn(MITMPROXY.program, [...args, ...own], { stdio: 'pipe' })
  const origin = await listening(child)
  return {
    origin,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise<void>((done) => child.once('exit', () => done()))
      child.kill('SIGINT')
      await ended
    },
  }
}

/** The address that it says it listens at. */
function listening(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let said = ''
    const give = setTimeout(() => failed(new Error(`mitmdump does not listen: ${said}`)), PATIENCE)
    child.once('exit', () => failed(new Error(`mitmdump ended: ${said}`)))
    // Its script stumbles over connections that never came up, at length; what else it says of itself is kept.
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const [, address] = /listening at (?:http:\/\/)?(\S+?:\d+)/.exec(said) ?? []
      if (!address) return
      clearTimeout(give)
      done(`http://${address}`)
    })
  })
}
