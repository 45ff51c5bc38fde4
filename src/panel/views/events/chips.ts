/** The chips beside the filter: which there are, what each makes of the filter, and how many items that shows. */
import { DELIVERIES, type Item } from '../../../core/item'
import { parseFilter } from '../../../core/query/filter'
import { asksFor, withoutWord, withWord } from '../../../core/query/filter-edit'
import { wordFor } from '../../../core/query/filter-text'
import type { People } from '../../../core/query/whose'
import { vendorName } from '../../../ui/parts/vendor'

/** One chip: its word in the filter, what it says, and how many items are shown once it is on. */
export interface Chip {
  readonly word: string
  readonly label: string
  readonly count: number
}

/** The filter's text after a chip is pressed, or pressed out; of one group, which `words` are, one is on at a time. */
export function switched(text: string, word: string, words: readonly string[], out = false): string {
  const wanted = out ? `-${word}` : word
  return asksFor(text, wanted) ? withoutWord(text, wanted) : withWord(text, wanted, out ? [] : words)
}

/**
 * The chips for what is among these items, in groups with their titles. `people` tells who is who.
 */
export function chipsOf(
  items: readonly Item[],
  text: string,
  people: People,
): readonly (readonly [string, readonly Chip[]])[] {
  const counts = new Map<string, number>()
  const count = (word: string) => counts.set(word, (counts.get(word) ?? 0) + 1)
  for (const item of items) {
    count(`is:${item.delivery.replace(' ', '-')}`)
    count(wordFor('type', item.type))
    count(wordFor('vendor', item.vendor))
  }
  const shows = (asked: string) => items.filter(parseFilter(asked, vendorName, people).matches).length
  const chips = (prefix: string, label: (value: string) => string, order: readonly string[] = []) => {
    const group = [...counts].filter(([word]) => word.startsWith(prefix))
    const words = group.map(([word]) => word)
    return group
      .map(([word, all]): Chip => {
        const asked = asksFor(text, word) ? text : switched(text, word, words)
        return { word, label: label(word.slice(prefix.length)), count: asked === word ? all : shows(asked) }
      })
      .sort((a, b) => order.indexOf(a.label) - order.indexOf(b.label) || b.count - a.count)
  }
  return [
    ['State', chips('is:', (value) => value.replace('-', ' '), DELIVERIES)],
    ['Type', chips('type:', (value) => value)],
    ['Vendor', chips('vendor:', vendorName)],
  ]
}
