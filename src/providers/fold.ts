/** The one fold that the panel, recordings and tests share: the core's with every vendor plugged in. */
import { createReduce } from '../core/fold/fold'
import { vendors } from './registry'

/**
 * `reduce` folds one fact, `reduceAll` many at once; pure, total, constant time per fact. `asOf` gives a state as it
 * stands at a time.
 */
export const { reduce, reduceAll, asOf } = createReduce(vendors)
