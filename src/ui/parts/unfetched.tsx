/** What stands for a part of Tracklens that is not here yet, or could not be fetched. */

/** Stands where something will be that is being fetched, or that could not be. */
export function Unfetched({ name, failed }: { readonly name: string; readonly failed: boolean }) {
  return failed ? (
    <div class="empty" role="alert">
      <h2>{name} could not be loaded</h2>
      <p>
        Tracklens was probably updated or removed while this panel was open. Close the developer tools and open them
        again.
      </p>
    </div>
  ) : (
    <p class="empty" role="status">
      {name} is loading …
    </p>
  )
}
