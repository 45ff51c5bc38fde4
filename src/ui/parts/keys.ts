/** Where keys go. */

/** Whether keys typed there are text. */
export function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable)
}
