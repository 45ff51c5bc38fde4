/** An item's properties as the page gave them, and what became different on the wire. */

import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import type { Item } from '../../../core/item'
import { isMark, type Json, objectOr } from '../../../core/json'
import { wordForProperty } from '../../../core/query/filter-text'
import { wireOf } from '../../../core/query/wire'
import { counted } from '../../../core/text'
import { copied, copiedPart } from '../../../ui/evidence/copies'
import { CopyButton } from '../../../ui/parts/copy'
import { FoldOut } from '../../../ui/parts/fold-out'
import { Tree } from '../../../ui/parts/tree'
import type { Store } from '../../../ui/store/store'
import './pairs.css'

/** The tree, below it the differences, and what else can be done with them: `acts`. */
export function Properties({
  store,
  item,
  acts,
  onFilter,
}: {
  readonly store: Store
  readonly item: Item
  readonly acts: ComponentChildren
  /** A word of the filter is wished. */
  readonly onFilter: (word: string) => void
}) {
  const { changed, added } = useMemo(() => wireOf(item), [item])
  const more = Object.keys(added).length
  const copyOf = (whole: Json, place: readonly string[]) =>
    copiedPart(store, { ...item, properties: objectOr(whole) }, place, ({ properties }) => properties)
  return (
    <>
      {Object.keys(item.properties).length === 0 ? (
        <p class="quiet">{item.seenBy.call ? 'The call gave no properties.' : 'None on the wire.'}</p>
      ) : (
        <Tree
          label="Properties"
          value={item.properties}
          openTo={2}
          onValue={(path, event) => {
            const word = wordForProperty(item.properties, path)
            if (word) onFilter(event.altKey ? `-${word}` : word)
          }}
          onCopy={copyOf}
        />
      )}
      {changed.length > 0 && (
        <>
          <h4>Different on the wire</h4>
          <table class="pairs" aria-label="Different on the wire">
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
                  <td>{written(pair.called)}</td>
                  <td class="differs">{pair.sent === undefined ? 'not sent' : written(pair.sent)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {more > 0 && (
        <FoldOut look="button bare quiet" line={`${counted(more, 'property', 'properties')} added by the SDK`}>
          <Tree label="Added by the SDK" value={added} onCopy={copyOf} />
        </FoldOut>
      )}
      <div class="cluster property-acts">
        {Object.keys(item.properties).length > 0 && (
          <CopyButton
            label="Copy properties"
            text={() => copied(store, item, ({ properties }) => JSON.stringify(properties, null, 2))}
          />
        )}
        {acts}
      </div>
    </>
  )
}

/** A value on one line; what stands in for what JSON cannot carry is told in words. */
function written(value: Json): string {
  const text = JSON.stringify(value, (_key, inner: unknown) =>
    isMark(inner) ? (inner.$tl === 'date' ? inner.text : `‹${inner.text || inner.$tl}›`) : inner,
  )
  return text.length > 400 ? `${text.slice(0, 400)}…` : text
}
