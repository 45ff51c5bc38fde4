/** Whether an ID is hard or soft, as far as that is known; where it is not, a tooltip says why. */
import { doubtOfId, kindOfId } from '../../providers/id-kind'
import './id-kind.css'

export function IdKind({
  vendor,
  name,
  hard,
}: {
  readonly vendor: string
  readonly name: string
  readonly hard: boolean
}) {
  const kind = kindOfId(vendor, name, hard)
  return (
    <span
      class={kind === 'hard' ? 'id-kind hard-kind' : 'id-kind'}
      title={kind === 'hard?' ? (doubtOfId(vendor, name) ?? undefined) : undefined}
    >
      {kind}
    </span>
  )
}
