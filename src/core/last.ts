/** One object for what is made again and again and is alike: whose an event is, of the events of one visit. */
import { knownOr } from './json'

/** Gives the one that was made before, where the next is the same: then only one of them is kept. */
export function keepingLast<T>(): (made: T) => T {
  let last: T | undefined
  return (made) => {
    last = last === undefined ? made : knownOr(last, made)
    return last
  }
}
