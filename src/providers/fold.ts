/** The one `reduce` that the panel, recordings and tests share: the core's fold with every vendor plugged in. */
import { createReduce } from '../core/reduce'
import { vendors } from './registry'

/** Folds one fact into a state; pure, total, constant time. */
export const reduce = createReduce(vendors)
