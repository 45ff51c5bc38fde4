/** Which project keys belong to a host: an exact name beats every pattern, a longer pattern a shorter one. */
import type { Plan } from './plan'

/** The keys that a plan has for a host, and the pattern that says so; null where none does: then nothing is judged. */
export interface HostKeys {
  readonly pattern: string
  readonly keys: readonly string[]
}

/** `host` is a name with its port where it has one, as an address has it. */
export function keysFor({ keys }: Pick<Plan, 'keys'>, host: string): HostKeys | null {
  const wanted = folded(host)
  const bare = wanted.replace(/:\d+$/, '')
  let exact: HostKeys | null = null
  let best: HostKeys | null = null
  for (const [pattern, list] of Object.entries(keys)) {
    const form = folded(pattern)
    // With its port it is nearer than without, wherever the two stand in the plan.
    if (form === wanted) return { pattern, keys: list }
    if (form === bare) exact ??= { pattern, keys: list }
    const name = /:\d+$/.test(form) ? wanted : bare
    if (!form.includes('*') || !covers(form.split('.'), name.split('.'))) continue
    if (best === null || form.length > folded(best.pattern).length) best = { pattern, keys: list }
  }
  return exact ?? best
}

/** Hosts have no case, and may end with the root's dot; a label with other letters is as in addresses (IDNA). */
function folded(host: string): string {
  const plain = host.trim().toLowerCase().replace(/\.$/, '')
  return plain.replace(/[^.:*]*[^\0-\x7f][^.:*]*/g, (label) => {
    const address = `http://${label}`
    return URL.canParse(address) ? new URL(address).hostname : label
  })
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
