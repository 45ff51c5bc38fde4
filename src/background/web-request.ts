/**
 * The optional third source: how requests ended after their page was left, from `webRequest`, for tabs with an open
 * panel only.
 */
import type { Permissions, WebRequest } from 'webextension-polyfill'
import { BODY_LIMIT } from '../core/body'
import type { Body, ExchangeFact } from '../core/fact'
import { OUTCOMES_PERMISSION, type OutcomesMessage } from '../link/messages'
import type { Claim } from '../providers/claims'

/** What listening to `webRequest` takes: the browser's interfaces, the vendors' claims, and who is told. */
export interface WebRequestOptions {
  /** The interface as it is now: it appears when the permission is granted. */
  readonly webRequest: () => WebRequest.Static | undefined
  readonly permissions: Permissions.Static
  readonly claims: readonly Claim[]
  readonly say: (tab: number, exchange: ExchangeFact) => void
  /** The permission was granted or taken back, or the browser told of a first request. */
  readonly changed?: (outcomes: OutcomesMessage) => void
}

/** Which tabs are listened to. */
export interface WebRequestSource {
  watch(tab: number, on: boolean): void
  /** How it stands with the permission. */
  outcomes(): Promise<OutcomesMessage>
}

type Ended = Pick<WebRequest.OnCompletedDetailsType, 'requestId' | 'timeStamp'>
type Begun = Pick<ExchangeFact, 'vendor' | 'method' | 'url' | 'body' | 'startedAt'>

/** Bytes as text where they are UTF-8, else as base64; as much of them as is kept. */
export function bytesBody(bytes: Uint8Array): Body {
  const cut = bytes.length > BODY_LIMIT
  const part = bytes.subarray(0, BODY_LIMIT)
  const rest = { size: bytes.length, ...(cut && { cut }) }
  try {
    // With `stream`, a character that the cut went through is left out and is no error.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(part, { stream: cut }), ...rest }
  } catch {
    let binary = ''
    for (const byte of part) binary += String.fromCharCode(byte)
    return { text: btoa(binary), binary: true, ...rest }
  }
}

/** A request's body as far as the browser shows it. */
export function requestBody(body: WebRequest.OnBeforeRequestDetailsTypeRequestBodyType | undefined | null): Body {
  if (!body) return { text: null, size: 0 }
  if (body.formData) {
    const pairs = Object.entries(body.formData as unknown as Record<string, readonly unknown[]>).flatMap(
      ([key, values]) => values.map((value) => [key, String(value)]),
    )
    return {
      ...bytesBody(new TextEncoder().encode(new URLSearchParams(pairs).toString())),
      note: 'encoded',
    }
  }
  const chunks = (body.raw ?? []).map((part) => (part.bytes instanceof ArrayBuffer ? new Uint8Array(part.bytes) : null))
  const known = chunks.filter((chunk) => chunk !== null)
  if (known.length === 0 || known.length < chunks.length) {
    return { text: null, size: 0, ...(body.error ? { note: 'words', about: body.error } : { note: 'files' }) }
  }
  const all = new Uint8Array(known.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of known) {
    all.set(chunk, at)
    at += chunk.length
  }
  return bytesBody(all)
}

/** Listens, while the permission is there, to the requests of watched tabs whose address a vendor claims. */
export function createWebRequestSource(options: WebRequestOptions): WebRequestSource {
  const wanted = new Set<number>()
  const listening = new Map<number, () => void>()
  let heard = false

  const isGranted = () => options.permissions.contains(OUTCOMES_PERMISSION).catch(() => false)
  const outcomes = async (): Promise<OutcomesMessage> => ({ type: 'outcomes', granted: await isGranted(), heard })
  const tell = async () => options.changed?.(await outcomes())

  function listen(tabId: number, api: WebRequest.Static): () => void {
    const begun = new Map<string, Begun>()
    const filter = { urls: OUTCOMES_PERMISSION.origins, tabId }
    const begin = (details: WebRequest.OnBeforeRequestDetailsType) => {
      const { method, url, requestId, timeStamp } = details
      if (!heard) {
        heard = true
        void tell()
      }
      const vendor = options.claims.find(([, claims]) => claims(method, url))?.[0]
      if (vendor === undefined) begun.delete(requestId)
      else begun.set(requestId, { vendor, method, url, body: requestBody(details.requestBody), startedAt: timeStamp })
      return undefined
    }
    const end = (details: Ended, status: number, more: Pick<ExchangeFact, 'error' | 'redirect' | 'cached'>) => {
      const { requestId, timeStamp: endedAt } = details
      const request = begun.get(requestId)
      if (!request) return
      begun.delete(requestId)
      const answer: Body = { text: null, size: 0, note: 'hidden' }
      options.say(tabId, {
        kind: 'exchange',
        via: 'webRequest',
        ...request,
        status,
        answer,
        ...more,
        endedAt,
      })
    }
    const completed = (details: WebRequest.OnCompletedDetailsType) =>
      end(details, details.statusCode, details.fromCache ? { cached: true } : {})
    const failed = (details: WebRequest.OnErrorOccurredDetailsType) => end(details, 0, { error: details.error })
    // What is sent on begins anew, under the same id.
    const redirected = (details: WebRequest.OnBeforeRedirectDetailsType) =>
      end(details, details.statusCode, { redirect: details.redirectUrl })
    api.onBeforeRequest.addListener(begin, filter, ['requestBody'])
    api.onBeforeRedirect.addListener(redirected, filter)
    api.onCompleted.addListener(completed, filter)
    api.onErrorOccurred.addListener(failed, filter)
    return () => {
      api.onBeforeRequest.removeListener(begin)
      api.onBeforeRedirect.removeListener(redirected)
      api.onCompleted.removeListener(completed)
      api.onErrorOccurred.removeListener(failed)
    }
  }

  async function adjust() {
    const granted = await isGranted()
    const api = granted ? options.webRequest() : undefined
    for (const [tab, stop] of listening) {
      if (api && wanted.has(tab)) continue
      listening.delete(tab)
      // Without the permission the interface is gone, and its listeners with it.
      if (api) stop()
    }
    if (api) for (const tab of wanted) if (!listening.has(tab)) listening.set(tab, listen(tab, api))
  }

  const permitted = () => void Promise.all([adjust(), tell()])
  options.permissions.onAdded.addListener(permitted)
  options.permissions.onRemoved.addListener(permitted)
  return {
    outcomes,
    watch(tab, on) {
      if (on) wanted.add(tab)
      else wanted.delete(tab)
      void adjust()
    },
  }
}
