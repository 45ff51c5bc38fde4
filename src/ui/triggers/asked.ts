/** Whether the arguments that a command asks for can be given. */
import type { Argument } from '../../core/contract/offer'
import type { Texts } from './questions'

/** What keeps the arguments from being given; null where nothing does. */
export function problemOf(fields: readonly Argument[], texts: Texts): string | null {
  for (const { name, label, required, check } of fields) {
    const text = texts[name] ?? ''
    if (required && text === '') return `${label} is required.`
    const said = check?.(text)
    if (said?.wrong) return said.words
  }
  return null
}
