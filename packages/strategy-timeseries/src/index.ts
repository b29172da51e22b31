import { definePlugin, type Plugin } from '@arbalest/core/plugin'
import { configurationSchema, type TimeSeriesConfiguration } from './options/configuration.js'
import { completeOptions } from './options/options.js'
import { TimeSeriesStrategy } from './time-series-strategy.js'

/** The strategy `timeseries`: replaces each day, hour or number of a series whose objects have changed. */
const plugin: Plugin<'strategy', TimeSeriesConfiguration> = definePlugin({
  kind: 'strategy',
  name: '@arbalest/strategy-timeseries',
  options: configurationSchema,
  create: (configuration) => new TimeSeriesStrategy(completeOptions(configuration)),
})

declare module '@arbalest/core/plugin' {
  interface KnownPlugins {
    readonly '@arbalest/strategy-timeseries': typeof plugin
  }
}

export default plugin
export type { Outside, TimeSeriesConfiguration } from './options/configuration.js'
export { completeOptions, type TimeSeriesOptions } from './options/options.js'
export { TimeSeriesStrategy } from './time-series-strategy.js'
