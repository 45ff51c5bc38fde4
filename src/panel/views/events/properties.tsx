/** An item's properties as the page gave them, and what became different on the wire. */
import type { Item } from '../../../core/item'
import type { Json, JsonObject } from '../../../core/json'
import { CopyButton } from '../../../ui/parts/copy'
import { Tree } from '../../../ui/parts/tree'
import './pairs.css'

/** A property that is not the same on the wire. Undefined: it is absent there. */
export interface Difference {
  readonly name: string
  readonly called: Json | undefined
  readonly sent: Json | undefined
}

/** The top-level properties that differ. Their order does not count. */
function differences(called: JsonObject, sent: JsonObject): readonly Difference[] {
  const names = new Set([...Object.keys(called), ...Object.keys(sent)])
  return [...names]
    .map((name) => ({ name, called: own(called, name), sent: own(sent, name) }))
    .filter((pair) => canonical(pair.called) !== canonical(pair.sent))
}

/** The tree, and below it the differences. */
export function Properties({ item }: { readonly item: Item }) {
  const changed =
    item.wireProperties === null || item.wireProperties === item.properties
      ? []
      : differences(item.properties, item.wireProperties)
  return (
    <>
      {Object.keys(item.properties).length === 0 ? (
        <p class="quiet">{item.seenBy.call ? 'The call gave no properties.' : 'None on the wire.'}</p>
      ) : (
        <Tree label="Properties" value={item.properties} openTo={2} />
      )}
      {changed.length > 0 && (
        <>
          <h4>Different on the wire</h4>
          <table class="pairs">
            <thead>
              <tr>
                <th scope="col">Property</th>
                <th scope="col">Called with</th>
                <th scope="col">Sent</th>
              </tr>
            </thead>
            <tbody>
              {changed.map((pair) => (
                <tr key={pair.name}>
                  <th scope="row">{pair.name}</th>
                  <td class={pair.called === undefined ? 'quiet' : ''}>{written(pair.called, 'not given')}</td>
                  <td class={pair.sent === undefined ? 'quiet' : 'differs'}>{written(pair.sent, 'not sent')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {Object.keys(item.properties).length > 0 && (
        <div class="cluster">
          <CopyButton label="Copy properties" text={() => JSON.stringify(item.properties, null, 2)} />
        </div>
      )}
    </>
  )
}

function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

/** JSON with sorted keys. */
function canonical(value: Json | undefined): string | undefined {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

function written(value: Json | undefined, absent: string): string {
  if (value === undefined) return absent
  const text = JSON.stringify(value)
  return text.length > 400 ? `${text.slice(0, 400)}…` : text
}
