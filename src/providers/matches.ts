/** Patterns tried on texts inside pages, where `RegExp.prototype.exec` may be the page's by the time it is needed. */

const { exec } = RegExp.prototype
const { call } = Function.prototype
const native = call.bind(exec as never) as unknown as (pattern: RegExp, text: string) => RegExpExecArray | null

/** Whether a pattern is found in a text. */
export function matches(pattern: RegExp, text: string): boolean {
  return native(pattern, text) !== null
}
