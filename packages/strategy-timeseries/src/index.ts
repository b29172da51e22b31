import { definePlugin, type Plugin } from '@arbalest/core'
import { parseOptions, type TimeSeriesOptions } from './options.js'
import { SinceStrategy } from './since-strategy.js'
import { TimeSeriesStrategy } from './time-series-strategy.js'

/** The strategy `timeseries`: replaces each day, hour or number of a series whose objects have changed. */
const plugin: Plugin<'strategy', TimeSeriesOptions> = definePlugin({
  kind: 'strategy',
  name: '@arbalest/strategy-timeseries',
  parse: parseOptions,
  create: ({ since, ...options }) =>
    since === undefined ? new TimeSeriesStrategy(options) : new SinceStrategy({ ...options, since }),
})

export default plugin
export type { Lookback } from './lookback.js'
export {
  parseOptions,
  type Outside,
  type TimeSeriesConfiguration,
  type TimeSeriesOptions,
} from './options.js'
export { SinceStrategy } from './since-strategy.js'
export { TimeSeriesStrategy } from './time-series-strategy.js'
