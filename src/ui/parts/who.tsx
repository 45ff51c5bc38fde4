/** Whose something is, in a list or a line: where that has little room, the ID is what stays. */
import type { Customer } from '../../core/item'
import { customerParts } from './text'
import './who.css'

/** The same words as `customerText`. */
export function Who({ customer }: { readonly customer: Customer | null }) {
  const { kind, id } = customerParts(customer)
  return (
    <>
      {kind && <span class="who-kind">{kind} </span>}
      {id}
    </>
  )
}
