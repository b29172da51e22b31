import { definePlugin, type Plugin } from '@arbalest/core/plugin'
import { configurationSchema, type MergeConfiguration } from './configuration.js'
import { MergeStrategy } from './merge-strategy.js'
import { completeOptions } from './options.js'

/** The strategy `merge`: rows replace earlier ones of the same key. */
const plugin: Plugin<'strategy', MergeConfiguration> = definePlugin({
  kind: 'strategy',
  name: '@arbalest/strategy-merge',
  options: configurationSchema,
  create: (configuration) => new MergeStrategy(completeOptions(configuration)),
})

declare module '@arbalest/core/plugin' {
  interface KnownPlugins {
    readonly '@arbalest/strategy-merge': typeof plugin
  }
}

export default plugin
export type { MergeConfiguration } from './configuration.js'
export { MergeStrategy } from './merge-strategy.js'
export { completeOptions, type MergeStrategyOptions } from './options.js'
