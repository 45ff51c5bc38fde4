/** The one empty list, for whatever has none of something: most items and exchanges have none of much. */
export const NOTHING: readonly never[] = []
