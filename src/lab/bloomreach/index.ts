/**
 * The documented Bloomreach mobile SDK as a state machine: profile `documented` for the guide, `ios-4` for the 4.0.1
 * source.
 */
import { verdict } from '../../providers/bloomreach/answer'
import { decode } from '../../providers/bloomreach/decode'
import { type Model, saidBy } from '../model'
import { due } from './lifecycle'
import { create, step, view } from './machine'
import { CASES } from './native'
import { operations } from './operations'
import { profiles } from './profiles'
import { settings } from './settings'
import type { State } from './state'

/** The model of the Bloomreach Engagement mobile SDK. */
export const model: Model<State> = {
  vendor: 'bloomreach',
  name: 'Bloomreach Engagement (mobile SDK)',
  profiles,
  settings,
  operations,
  cases: CASES,
  create,
  step,
  due,
  view,
  said: saidBy({ decode, verdict }),
}
