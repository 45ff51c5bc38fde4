/** What may truly be said of the delivery of a thing, by what its collector received and answered. Pure. */
import type { Arrival, Thing } from './collectors/contract'

/** One tracked thing as it arrived at a collector. */
export interface Receipt {
  readonly vendor: string
  readonly thing: Thing
  readonly arrival: Pick<Arrival, 'at' | 'fate' | 'status' | 'abandoned' | 'path'> & {
    /** Absent where only the status was kept: then it was the vendor's own kind. */
    readonly answer?: string | null
  }
  /** The server's words where it refused this one thing inside a 200. */
  readonly refused: string | null
}

/**
 * When a page was left, in milliseconds since 1970: from the moment at which the next one was asked for until that one
 * ran. A busy machine takes seconds from the one to the other, and the page's last beacons go out between them.
 */
export interface Leaving {
  readonly asked: number
  readonly gone: number
}

/** All sends of one tracked thing, oldest first. */
export type Sends = readonly Receipt[]

/** How near in time an answer and the end of its page may lie for the answer to have been missed, in milliseconds. */
const LEAVING = 1500

/** What an answer of 2xx says. */
type Said = 'accepted' | 'refused' | 'nothing'

/** Whether a server took a thing. */
export const accepted = (receipt: Receipt) => said(receipt) === 'accepted'
const refusedBy = (receipt: Receipt) => said(receipt) === 'refused'
/** A 2xx that is not this vendor's kind of answer: whether it was taken, nobody knows. */
const isForeign = ({ arrival, ...rest }: Receipt) =>
  arrival.fate === 'answered' && is2xx(arrival.status) && said({ arrival, ...rest }) === 'nothing'
const is2xx = (status: number | null) => status !== null && status >= 200 && status < 300

function said({ vendor, arrival, refused }: Receipt): Said {
  const { fate, status, answer, path } = arrival
  const isBulk = vendor === 'bloomreach' && BULK.test(path)
  if (fate !== 'answered') return 'nothing'
  if (refused !== null || (status ?? 0) >= 400) return 'refused'
  if (!is2xx(status)) return 'nothing'
  if (answer === undefined) return 'accepted'
  const text = status === 204 ? '' : (answer ?? '').trim()
  if (text === '') return isBulk ? 'nothing' : 'accepted'
  const json = jsonOf(text)
  if (typeof json !== 'object' || json === null) return 'nothing'
  const { success, results, error } = json as { success?: unknown; results?: unknown; error?: unknown }
  if (isBulk && Array.isArray(results) && results.length > 0) return 'accepted'
  // Bloomreach refuses in these words; of Customer.io it is not documented what its answers look like.
  if (success === false) return vendor === 'bloomreach' ? 'refused' : 'nothing'
  return isBulk || error ? 'nothing' : 'accepted'
}

/** The web SDK's requests: each command has its result, and an answer without results says nothing of any. */
const BULK = /\/bulk(?:$|\?)/

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isNear = (left: readonly Leaving[], at: number) =>
  left.some(({ asked, gone }) => at > asked - LEAVING && at < gone + LEAVING)

/** How many 4xx Bloomreach's mobile SDKs take before they drop a thing. */
const MOBILE_TRIES = 5
/** The paths of Bloomreach's mobile SDKs, whose queue is stored and tried again. */
const MOBILE = /^\/track\//

/** What a thing may be after the server's last word was a refusal: each SDK has its own way of going on. */
function afterRefusal(sends: Sends, { vendor, arrival }: Receipt): readonly string[] {
  const status = arrival.status ?? 0
  if (vendor !== 'bloomreach' || status < 400) return status >= 500 ? ['rejected', 'retrying', 'lost'] : ['rejected']
  if (!MOBILE.test(arrival.path)) return status >= 500 ? ['retrying', 'lost'] : ['rejected']
  const counted = sends.filter(
    (send) => send.arrival.status !== null && send.arrival.status >= 400 && send.arrival.status < 500,
  ).length
  return status < 500 && counted >= MOBILE_TRIES ? ['rejected'] : ['retrying']
}

/** A page may still send for so long after the next one was asked for, in milliseconds. */
export const LAST_WORDS = 100

/** The deliveries that would be true of a thing that was sent like this. `left` says when pages were left. */
export function trueDeliveries(sends: Sends, left: readonly Leaving[]): readonly string[] {
  const last = sends.at(-1)
  if (!last) return []
  const leaving = sends.some((send) => isNear(left, send.arrival.at))
  // What is stored is sent again by the next page that runs the SDK; a visitor who never comes back leaves it so.
  const kept = hasOwnTime(last) ? ['retrying'] : []
  const unseen = leaving || sends.some((send) => send.arrival.abandoned) ? ['unknown', ...kept] : []
  if (sends.some(accepted)) return ['delivered', ...unseen]
  if (refusedBy(last)) return [...afterRefusal(sends, last), ...unseen]
  if (isForeign(last)) return ['unknown', ...kept]
  // To another origin, a page cannot tell a reset from an answer that it may not read.
  if (last.arrival.fate === 'reset') return ['retrying', 'lost', 'queued', 'unknown', ...unseen]
  const pageLeft = left.some(({ gone }) => gone >= last.arrival.at - LAST_WORDS)
  if (last.arrival.fate === 'hung' || last.arrival.fate === 'held')
    return pageLeft ? ['unknown', 'queued'] : ['in flight']
  return ['rejected', ...unseen]
}

/**
 * Whether a thing's time is stored with it, so that it is the same at each try, and tells it from all that are
 * otherwise alike.
 */
export const hasOwnTime = ({ thing }: Receipt) => thing.time !== undefined && thing.age === undefined
