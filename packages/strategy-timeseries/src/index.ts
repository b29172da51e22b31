import { definePlugin, type Plugin } from '@arbalest/core'
import { parseOptions, type TimeSeriesOptions } from './options.js'
import { TimeSeriesStrategy } from './time-series-strategy.js'

/** The strategy `timeseries`: replaces each day, hour or number of a series whose objects have changed. */
const plugin: Plugin<'strategy', TimeSeriesOptions> = definePlugin({
  kind: 'strategy',
  name: '@arbalest/strategy-timeseries',
  parse: parseOptions,
  create: (options) => new TimeSeriesStrategy(options),
})

export default plugin
export type { Lookback } from './lookback.js'
export {
  parseOptions,
  type Outside,
  type TimeSeriesConfiguration,
  type TimeSeriesOptions,
} from './options.js'
export { TimeSeriesStrategy } from './time-series-strategy.js'
