/** Changes a filter's text by whole words, as a switch beside it does. */
import { joined, words } from './words'

/** The words as they stand in the text. */
export function wordsOf(text: string): readonly string[] {
  return joined(words(text)).map(({ raw }) => raw)
}

/** The text without a word. */
export function withoutWord(text: string, word: string): string {
  return wordsOf(text)
    .filter((each) => each !== word)
    .join(' ')
}
