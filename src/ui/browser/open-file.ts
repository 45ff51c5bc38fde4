/** Saves the log as a file; `open-files.ts` opens it again. */
import type { Fact } from '../../core/fact'
import { maskFacts } from '../../files/mask/mask'
import { writeRecording } from '../../files/write/recording'

/** Facts as a recording's text, with personal values or without. */
export function recordingText(facts: readonly Fact[], personal: boolean): string {
  return writeRecording(maskFacts(facts, { personal, key: exportKey() }), Date.now(), !personal)
}

/** A random of one export, for its stand-ins. */
function exportKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => (byte % 36).toString(36)).join('')
}

/** Offers the text as a file to be saved. */
export function saveFile(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
