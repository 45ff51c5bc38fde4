/** What the server said last of something that the model has sent. */
import type { ModelRequest, Said } from './model'

/** What the server said last of an item; undefined where it has not said anything of it, or nobody reads it. */
export function saidOf(
  requests: readonly { readonly request: ModelRequest; readonly said?: readonly Said[] }[],
  id: string,
): Said | undefined {
  const last = requests.findLast(({ request, said }) => said !== undefined && request.items.includes(id))
  return last?.said?.[last.request.items.indexOf(id)]
}
