/**
 * A proxy on loopback that refuses everything and remembers who was asked for: proof that a test browser reached nobody
 * else.
 */
import net, { type AddressInfo } from 'node:net'

/** The refusing proxy: its port, and the hosts (`host:port`) that the browser wanted to reach through it. */
export interface Sink {
  readonly port: number
  readonly hosts: () => readonly string[]
  /** Forgets them. */
  readonly forget: () => void
  readonly close: () => Promise<void>
}

/** The host of a proxy request line: `CONNECT a.b:443 HTTP/1.1` or `GET http://a.b/c HTTP/1.1`. */
function hostOf(line: string): string {
  const target = line.split(' ')[1] ?? ''
  return URL.canParse(target) ? new URL(target).host || target : target
}

/** Starts a sink on a free loopback port. Every request gets 502. */
export async function startSink(): Promise<Sink> {
  const hosts: string[] = []
  const server = net.createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (data) => {
      hosts.push(hostOf(data.toString('latin1').split('\r\n')[0] ?? ''))
      socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
    })
  })
  await new Promise<void>((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    hosts: () => [...hosts],
    forget() {
      hosts.length = 0
    },
    close: () => new Promise((done) => server.close(() => done())),
  }
}
