/** Which project keys belong to a host: an exact name beats every pattern, a longer pattern a shorter one. */
import type { Plan } from './plan'

/** The keys that a plan has for a host, and the pattern that says so; null where none does: then nothing is judged. */
export interface HostKeys {
  readonly pattern: string
  readonly keys: readonly string[]
}

/** A host as addresses have it (lower case, IDNA, IPv6 in its short form), and its port; null: any. */
interface Host {
  readonly name: string
  readonly port: string | null
}

/** The keys for the page of this address. */
export function keysFor({ keys }: Pick<Plan, 'keys'>, address: string): HostKeys | null {
  const page = hostOfAddress(address)
  if (!page) return null
  let best: HostKeys | null = null
  let nearest = 0
  // With its port a host is nearer than without, wherever the two stand in the plan.
  for (const [pattern, list] of Object.entries(keys)) {
    const host = hostOfPattern(pattern)
    if (!host || (host.port !== null && host.port !== page.port)) continue
    const isExact = host.name === page.name
    if (!isExact && !covers(host.name.split('.'), page.name.split('.'))) continue
    const near = textOf(host).length + (isExact ? BEYOND : 0)
    if (near > nearest) [best, nearest] = [{ pattern, keys: list }, near]
  }
  return best
}

/** No name has so many characters. */
const BEYOND = 1e6

/** The one form of all ways in which a pattern can be written; null where it is the name of no host. */
export function canonical(pattern: string): string | null {
  const host = hostOfPattern(pattern)
  return host && textOf(host)
}

function textOf({ name, port }: Host): string {
  return port === null ? name : `${name}:${port}`
}

/** The port that goes without saying; an address does not tell it. */
const PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' }

function hostOfAddress(address: string): Host | null {
  if (!URL.canParse(address)) return null
  const { protocol, hostname, port } = new URL(address)
  const usual = PORTS[protocol]
  return usual === undefined ? null : { name: hostname.replace(/\.$/, ''), port: port || usual }
}

/** A pattern's host: what stands for labels is none of an address, so each of the other labels is read by itself. */
function hostOfPattern(pattern: string): Host | null {
  const [, written = '', port] = /^(.*?)(?::(\d+))?$/s.exec(pattern.trim()) ?? []
  const labels = written.split('.')
  const names = labels.includes('*') ? labels.map(labelOf) : [nameOf(written)]
  if (names.includes(null) || (port !== undefined && nameOf(`x:${port}`) === null)) return null
  return { name: names.join('.'), port: port === undefined ? null : String(Number(port)) }
}

/** Read with another one behind it: a number alone is an address of IPv4. */
function labelOf(label: string): string | null {
  return label === '*' ? label : (nameOf(`${label}.x`)?.slice(0, -2) ?? null)
}

/** A name as an address has it; null where no address can have it. */
function nameOf(written: string): string | null {
  const address = `http://${written}`
  return URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, '') : null
}

/** Whether the labels of a pattern cover those of a name; `*` stands for one or more of them. */
function covers(pattern: readonly string[], name: readonly string[]): boolean {
  // Which numbers of the name's labels the pattern so far can cover.
  let reached: ReadonlySet<number> = new Set([0])
  for (const label of pattern) {
    const next = new Set<number>()
    for (const from of reached) {
      if (label !== '*') {
        if (name[from] === label) next.add(from + 1)
      } else for (let to = from + 1; to <= name.length; to++) next.add(to)
    }
    reached = next
  }
  return reached.has(name.length)
}
