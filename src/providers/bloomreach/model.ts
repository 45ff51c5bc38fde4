/** The documented Bloomreach mobile SDK as a state machine: profile `documented` for the guide, `ios-4` for the 4.0.1 source. */
import type { Model } from '../../core/model'
import { due } from './model/lifecycle'
import { create, step, view } from './model/machine'
import { operations } from './model/operations'
import { profiles } from './model/profiles'
import { settings } from './model/settings'
import type { State } from './model/state'

/** The model of the Bloomreach Engagement mobile SDK. */
export const model: Model<State> = {
  vendor: 'bloomreach',
  name: 'Bloomreach Engagement (mobile SDK)',
  profiles,
  settings,
  operations,
  create,
  step,
  due,
  view,
}
