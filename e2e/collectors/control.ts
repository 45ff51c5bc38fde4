/**
 * The collector's own endpoints, under `/collector/`: `log` and `rules` over HTTP, for people and for the shop's own
 * switches.
 */
import * as v from 'valibot'
import type { Answer, Collector } from './contract'
import { RuleSchema } from './rule'

const json = (status: number, body: unknown): Answer => ({ status, body: JSON.stringify(body, null, 2) })

/** Answers a control request; null where it is none. A rule that does not parse gets 400 with the reason. */
export function control(collector: Collector, method: string, path: string, body: unknown): Answer | null {
  if (!path.startsWith('/collector/')) return null
  const what = `${method} ${path.slice('/collector/'.length)}`
  if (what === 'GET log') return json(200, collector.log)
  if (what === 'GET rules') return json(200, collector.rules())
  if (what === 'DELETE log') {
    collector.clear()
    return json(200, collector.log)
  }
  if (what === 'DELETE rules') {
    collector.behave()
    return json(200, collector.rules())
  }
  if (what === 'POST rules') {
    const parsed = v.safeParse(RuleSchema, body)
    if (!parsed.success)
      return json(400, {
        error: parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'rule'}: ${issue.message}`).join('; '),
      })
    collector.rule(parsed.output)
    return json(200, collector.rules())
  }
  return json(404, { error: `no ${what} here: GET or DELETE log, GET, POST or DELETE rules` })
}
