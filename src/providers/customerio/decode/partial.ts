/** Saves the complete events at the beginning of a batch of which only the first part was kept. */
import { isObject, type Json, type JsonObject, parseJson } from '../../../core/json'
import { endOfString, isTooDeep } from '../../../core/nesting'

const OPEN = 123
const CLOSE = 125
const QUOTE = 34

/** The complete objects of the list named "batch" in text that ends too early; empty where the text is no batch. */
export function completeEvents(text: string): readonly JsonObject[] {
  const list = /^\s*\{\s*"batch"\s*:\s*\[/.exec(text)
  const found: JsonObject[] = []
  if (!list) return found
  let depth = 0
  let start = -1
  for (let i = list[0].length; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) i = endOfString(text, i)
    else if (code === OPEN) {
      if (depth === 0) start = i
      depth += 1
    } else if (code === CLOSE) {
      depth -= 1
      if (depth < 0) break
      const event = depth === 0 ? eventIn(text.slice(start, i + 1)) : undefined
      if (isObject(event)) found.push(event)
    }
  }
  return found
}

function eventIn(text: string): Json | undefined {
  return isTooDeep(text) ? undefined : parseJson(text)
}
