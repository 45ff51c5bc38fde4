/** Says how Immutable's maps relate, which the compiler would find out by comparing all methods of all collections. */
import 'immutable'

declare module 'immutable' {
  // As it finds itself. Of the types that a check of the pure rooms made, two of three were made for that.
  interface Map<out K, out V> {}
}
