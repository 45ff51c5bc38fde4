/** A trigger's icon, in the toolbar and in its menu. */

/** Draws an SVG path on a ground of 16 by 16. */
export function Glyph({ path }: { readonly path: string }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  )
}
