/** A request of the model as a cURL line. */
import type { ModelRequest } from '../../../lab/model'

const quoted = (text: string): string => `'${text.replace(/'/g, `'\\''`)}'`

/** For a POSIX shell: method, address, every header, and the body as it is. */
export function curlOf({ method, url, headers, body }: ModelRequest): string {
  const parts = [
    `curl -X ${method} ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
  ]
  // cURL does not unpack an answer that it was told to accept packed.
  if (Object.keys(headers).some((name) => name.toLowerCase() === 'accept-encoding')) parts.push('--compressed')
  if (body !== '') parts.push(`--data-raw ${quoted(body)}`)
  return parts.join(' \\\n  ')
}
