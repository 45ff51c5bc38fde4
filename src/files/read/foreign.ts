/** Files that are taken for records of traffic and are none that is read here: what they are, and what to do then. */
import { strFromU8 } from 'fflate'

/** What is known by bytes at its beginning, one character each, and where they stand. */
const BY_BYTES: readonly (readonly [at: number, bytes: readonly string[], what: string])[] = [
  [0, ['\xac\xed\0\x05'], 'CHARLES'],
  [0, ['%PDF-'], 'It is a PDF'],
  [0, ['\x89PNG', '\xff\xd8\xff', 'GIF8', 'RIFF'], 'It is a picture or a sound'],
  [4, ['ftypavif', 'ftypheic'], 'It is a picture or a sound'],
  [4, ['ftyp'], 'It is a video'],
  [0, ['\x1aE\xdf\xa3'], 'It is a video'],
  [0, ['\xd4\xc3\xb2\xa1', '\xa1\xb2\xc3\xd4', '\n\r\r\n'], 'PACKETS'],
  [0, ['SQLite format 3\0'], 'It is a database (SQLite)'],
  [0, ['7z\xbc\xaf', 'Rar!', 'BZh', '\xfd7zXZ', '\x28\xb5\x2f\xfd', '\x1f\x8b', 'PK\x03\x04', 'PK\x07\x08'], 'PACKED'],
  [257, ['ustar'], 'PACKED'],
]

/** What is known by how its text begins, behind white space: each looks at a bounded part once. */
const BY_TEXT: readonly (readonly [RegExp, string])[] = [
  [/^\d{1,9}:\d{1,9}:[a-z_]+[;,]/, 'MITMPROXY'],
  [/^<(?:!doctype html|html|head|body)\b/i, 'It is an HTML page'],
  [/^<.{0,300}charles-session/is, 'CHARLES'],
  [/^<.{0,1000}testsuites?\b/s, 'It is a test report (JUnit XML)'],
  [/^<.{0,6000}<(?:issues|items)\s+burpVersion=|^<(?:issues|items)\s+burpVersion=/s, 'BURP'],
  [/^</, 'It is XML'],
  [/^\[\s*\{\s*"status"\s*:\s*"[A-Z]+"\s*,\s*"method"\s*:/, 'CHARLES'],
  // Whichever key comes first; so does a request that failed, and is not COMPLETE but an EXCEPTION.
  [/^\[\s*\{[^{]{0,2000}"protocolVersion"\s*:[^{]{0,2000}"actualPort"\s*:/, 'CHARLES'],
  [/^\{.{0,4000}(?:"_postman_\w+"|getpostman\.com)/s, 'It is a Postman collection: requests that can be made'],
  [/^\{\s*"_type"\s*:\s*"export".{0,400}insomnia/s, 'It is an Insomnia collection: requests that can be made'],
  [/^type:\s*["']?collection\.insomnia\.rest\//, 'It is an Insomnia collection: requests that can be made'],
  [/^import\b[^\n]{0,200}\sfrom\s+["']k6[/"']/, 'It is a k6 script: requests that can be made'],
  [/^\{(?:"metric":"\w+",)?"type":"Metric",/, 'It is a list of what k6 has measured'],
  [/^[[{].{0,4000}"(?:\$insert_id|amplitude_id)"\s*:/s, 'It is an Amplitude export: what its server keeps'],
  [/^\[?\s*\{\s*"event"\s*:.{0,4000}"distinct_id"\s*:/s, 'It is a Mixpanel export: what its server keeps'],
  [/^\{\s*"tracklens-plan"/, 'PLAN'],
  [/^\{(?:"version":\d{1,9},)?"type":"(?:resource-snapshot|context-options)",/, 'TRACE'],
  [/^\{\s*"v"\s*:\s*1\s*,\s*"time"/, 'It is a list of items as “tracklens” writes it'],
  [/^[[{].{0,200}"traceEvents"/s, 'It is a trace from the Performance panel'],
  [/^\{\s*"constants"\s*:.{0,4000}"(?:logEventTypes|activeFieldTrialGroups|clientInfo)"/s, 'It is a Chromium net log'],
  [/^\{.{0,400}"(?:openapi|swagger)"\s*:/s, 'It is an OpenAPI document'],
]

const HAR = 'It does not tell what was sent and answered: record the traffic, and save it as HAR.'
/** What to do, where that is not the same for all. */
const TODO: Readonly<Record<string, string>> = {
  CHARLES:
    'It is a session in Charles’ own format. Open it in Charles and choose File → Export Session…, as “HTTP Archive ' +
    '(.har)”.',
  FIDDLER:
    'It is a Fiddler session archive. Open it in Fiddler and choose File → Export Sessions → All Sessions…, as ' +
    '“HTTPArchive v1.2”.',
  PROXYMAN: 'It is a log in Proxyman’s own format. Open it in Proxyman, and export it as HAR (HTTP Archive).',
  BURP: 'It is an export in Burp’s own format, which is not read here. Record the traffic with a tool that saves HAR.',
  MITMPROXY:
    'It looks like flows in mitmproxy’s own format. Save them as HAR: mitmdump -nr FILE --set hardump=FILE.har',
  PACKETS:
    'It is a record of network packets, whose contents are encrypted. Record with a proxy, and save that as HAR.',
  PACKED: 'It is packed in a way that is not read here. Unpack it, and open what was in it; or pack it as ZIP or gzip.',
  PLAN: 'It is a tracking plan, by which a record is judged: open it in the panel’s Plan tab, or give it with --plan.',
  TRACE: 'It is a part of a Playwright trace. Open the trace.zip that it was in, as a whole.',
  OFFICE: 'It is a workbook or a document, no record of traffic. A sheet with a tracking plan is saved as CSV.',
}

/** So many bytes of a file are looked at, once it has turned out to be nothing that is read. */
export const LOOKED_AT = 8 * 1024

/**
 * What a file is, by its beginning, and what to do about it; null where that is not known. Asked only of what cannot be
 * read: it never keeps a file from being read.
 */
export function foreignBy(head: Uint8Array, text: string): string | null {
  const raw = strFromU8(head.subarray(0, 512), true)
  const begun = text.trimStart()
  const found =
    BY_BYTES.find(([at, bytes]) => bytes.some((each) => raw.startsWith(each, at)))?.[2] ??
    BY_TEXT.find(([like]) => like.test(begun))?.[1]
  return found === undefined ? null : sentenceOf(found)
}

/** What a ZIP is, by the names of what is in it; null where that is not known. */
export function foreignZip(names: readonly string[]): string | null {
  const has = (like: RegExp): boolean => names.some((name) => like.test(name))
  if (has(/^raw\/\d+_[csm]\.(?:txt|xml)$/i)) return sentenceOf('FIDDLER')
  if (names.length > 0 && names.every((name) => /^request_\d+_[\w-]+$/.test(name))) return sentenceOf('PROXYMAN')
  if (has(/\.chlsj?$/i)) return sentenceOf('CHARLES')
  if (has(/^\[Content_Types\]\.xml$/) || has(/^mimetype$/)) return sentenceOf('OFFICE')
  if (has(/\.zip$/i)) return 'In this ZIP there are further ZIPs. Unpack it, and open what was in it.'
  if (has(/\.(?:gz|tgz|tar|7z|rar)$/i))
    return 'In this ZIP there are further archives. Unpack it, and open what was in it.'
  if (has(/\.json$/i))
    return 'In this ZIP there is no .har and no Playwright trace. Unpack it, and open what was in it.'
  return null
}

function sentenceOf(what: string): string {
  return TODO[what] ?? `${what}. ${HAR}`
}
