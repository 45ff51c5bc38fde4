/** Says how Immutable's maps relate, which the compiler would find out by comparing all methods of all collections. */
import 'immutable'

declare module 'immutable' {
  // As it finds itself. That took a third of the whole check, in each of its two projects.
  interface Map<out K, out V> {}
}
