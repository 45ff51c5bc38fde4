/** What a trigger is in the toolbar: its name, its words and its icon. */
import type { CommandName } from '../../core/contract/offer'
import type { IconName } from '../parts/icon'

/** A trigger as toolbar and menu show it. */
export interface Trigger {
  readonly name: CommandName
  /** Its accessible name. Three dots: more is asked first. */
  readonly label: string
  /** What it is for, in a sentence of its own. */
  readonly purpose: string
  readonly icon: IconName
  /** It is always in the menu, and never a button of its own. */
  readonly inMenu?: true
}
