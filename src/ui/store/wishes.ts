/** What views ask the panel for: an editor, a message to be shown, to be led elsewhere. */

/**
 * The wish to have a trigger's payload editor opened; `item` is the number of the captured item that it starts from.
 */
export interface EditorWish {
  readonly command: 'track' | 'identify'
  /** The id of the tracker. */
  readonly tracker: string
  readonly item: number | null
}

/** A message for the person, with what can be done about it. */
export interface Notice {
  readonly kind: 'info' | 'error'
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

/** Files that are being read. `done` is how much of them, from 0 to 1; `cancel` leaves what is shown as it is. */
export interface Opening {
  readonly name: string
  readonly done: number
  readonly cancel: () => void
}

/** Where to lead: a view by its id (else Events), the filter of Events, the number of an item. */
export interface Destination {
  readonly view?: string
  readonly filter?: string
  readonly item?: number | null
}
