/** Headers of a HAR: a list of names and values, or what some programs write instead of one. */
import { isObject, type Json, type JsonObject, stringOr } from '../../core/json'

/**
 * The headers of a request or answer as HAR 1.2 lists them; also where they are an object by their names, of texts or
 * of lists of texts, or a list of pairs.
 */
export function headersOf({ headers }: JsonObject): readonly JsonObject[] {
  const pairs: readonly (readonly [Json, Json])[] = isObject(headers) ? Object.entries(headers) : []
  const listed: readonly Json[] = Array.isArray(headers) ? headers : pairs
  return listed.flatMap((header) => {
    if (isObject(header)) return [header]
    if (!Array.isArray(header)) return []
    const [name = null, value = null] = header as readonly Json[]
    return (Array.isArray(value) ? (value as readonly Json[]) : [value]).map((each) => ({ name, value: each }))
  })
}

/** The value of the first header of that name, which is in lower case; null where there is none. */
export function headerOf(message: JsonObject, name: string): string | null {
  const found = headersOf(message).find((header) => stringOr(header.name)?.toLowerCase() === name)
  return found ? stringOr(found.value) : null
}
