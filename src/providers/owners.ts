/** Whose a request is: a verdict on its address, then a look at its body. */

/** What a vendor's `claims.ts` says of requests. */
interface Claims {
  /** Whether a request may be the vendor's. */
  readonly claims: (method: string, url: string) => boolean
  /**
   * A cheap second look at a body, to spare the page the capture of other people's requests. Where several makers' SDKs
   * send the same to the same addresses, it says whose this is. An empty one leaves the address to decide.
   */
  readonly sniff: (body: string, url: string) => boolean
  /**
   * Whether a claimed request only fetches what the SDK starts with and is the same for everybody: Tracklens' own stop
   * lets it through, or the SDK would not be there when the stop ends.
   */
  readonly startsSdk: (method: string, url: string) => boolean
}

const CLAIMS = import.meta.glob<Claims>('./*/claims.ts', { eager: true })

/** The vendor that a request belongs to, by its folder's name; empty where it is nobody's. The first that claims it. */
export function ownerOf(method: string, url: string, text: string): string {
  const asked = method === 'HEAD' ? 'GET' : method
  const path = Object.keys(CLAIMS).find((path) => CLAIMS[path]?.claims(asked, url) && CLAIMS[path]?.sniff(text, url))
  return path?.split('/')[1] ?? ''
}

/** The same of a request that a stop holds back: nobody's are those that only fetch what an SDK starts with. */
export function holdable(method: string, url: string, text: string): string {
  const vendor = ownerOf(method, url, text)
  return CLAIMS[`./${vendor}/claims.ts`]?.startsSdk(method, url) ? '' : vendor
}
