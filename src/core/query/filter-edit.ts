/** Changes a filter's text by whole words, as a switch beside it does. */
import { joined, joinerOf, words } from './words'

/** The words of each way in which a filter holds, as they stand in its text. */
function waysOf(text: string): readonly (readonly string[])[] {
  const told = joined(words(text))
  const ways: string[][] = [[]]
  for (const [place, word] of told.entries()) {
    const joiner = joinerOf(word)
    if (joiner === 'or') ways.push([])
    // A quote that is never closed asks for nothing yet, and would take in what is written behind it.
    else if (!word.unclosed && !(joiner === 'and' && place > 0 && place < told.length - 1)) ways.at(-1)?.push(word.raw)
  }
  return ways.filter((way) => way.length > 0)
}

function written(ways: readonly (readonly string[])[]): string {
  return ways
    .filter((way) => way.length > 0)
    .map((way) => way.join(' '))
    .join(' or ')
}

/** Whether a filter asks for a word in whatever way it holds. */
export function asksFor(text: string, word: string): boolean {
  const ways = waysOf(text)
  return ways.length > 0 && ways.every((way) => way.includes(word))
}

/** The text without a word. */
export function withoutWord(text: string, word: string): string {
  return written(waysOf(text).map((way) => way.filter((each) => each !== word)))
}

/** The text with a word in each of its ways, in place of those that it stands `instead` of and of its own opposite. */
export function withWord(text: string, word: string, instead: readonly string[] = []): string {
  const opposite = word.startsWith('-') ? word.slice(1) : `-${word}`
  const ways = waysOf(text)
  const others = (way: readonly string[]) =>
    way.filter((each) => each !== word && each !== opposite && !instead.includes(each))
  return written((ways.length > 0 ? ways : [[]]).map((way) => [...others(way), word]))
}
