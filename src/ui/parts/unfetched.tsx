/** What stands for a part of Tracklens that is not here yet, or could not be fetched. */

/** What it is called, as a sentence begins with it, and whether it will stand over the panel, as dialogs do. */
interface UnfetchedProps {
  readonly name: string
  readonly failed: boolean
  readonly over?: boolean
}

/** Stands where something will be that is being fetched, or that could not be. */
export function Unfetched({ name, failed, over = false }: UnfetchedProps) {
  const look = over ? 'empty over' : 'empty'
  return failed ? (
    <div class={look} role="alert">
      <h2>{name} could not be loaded</h2>
      <p>
        Tracklens was probably updated or removed while this panel was open. Close the developer tools and open them
        again.
      </p>
    </div>
  ) : (
    <p class={look} role="status">
      {name} is loading …
    </p>
  )
}
