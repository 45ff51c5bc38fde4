/** How what shows Bloomreach's README is written: calls in the Lab and on pages, and requests of other senders. */
import { offer, on, page } from '../guides/statement'

/** Calls after `configure()`. */
export const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')

/** The same, and a flush. */
export const sent = (...calls: readonly string[]) => called(...calls, 'flushData()')

/** Calls of the Web SDK. */
export const web = (script: string, ...lines: readonly string[]) => on('web', page(script, ...lines))

const API = 'https://api.exponea.com'

/** An anonymous visitor. */
export const ME = { cookie: 'c-1' }

type Command = readonly [name: string, data: Readonly<Record<string, string | object>>]

/** A request of the web SDK's with these commands: its address, body and the server's answer. */
export const bulk = (...given: readonly Command[]) =>
  [
    `${API}/bulk`,
    JSON.stringify({ commands: given.map(([name, data]) => ({ name, data: { project_id: 'P', ...data } })) }),
    [200, { success: true, results: given.map(() => ({ status: 'ok' })) }],
  ] as const

/** A request of the tracking API, and the answer that takes it. */
export const rest = (path: string, body: Readonly<Record<string, string | object>>) =>
  [`${API}/track/v2/projects/P/${path}`, JSON.stringify(body), [200, { success: true }]] as const

/** A trigger that the Web SDK has not, and why. */
export const refused = (command: Parameters<typeof offer>[0]['command'], because: string) =>
  on('web', offer({ command, after: '' }, `refused ${because}`))

/** What a notification carries. */
export const PUSH = '{"attributes": {"campaign_name": "Sale"}, "has_tracking_consent": true}'

/** A notification that may not be tracked. */
export const REFUSED = '{"has_tracking_consent": false, "attributes": {"campaign_name": "Sale"}}'
