import { definePlugin, type Plugin } from '@arbalest/core/plugin'
import { FilesSource } from './files-source.js'
import { configurationSchema, type FilesSourceConfiguration } from './options.js'

/** The source `files`: the files under a folder. */
const plugin: Plugin<'source', FilesSourceConfiguration> = definePlugin({
  kind: 'source',
  name: '@arbalest/source-files',
  options: configurationSchema,
  create: (configuration, { signal, notice }) => new FilesSource(configuration, signal, notice),
})

declare module '@arbalest/core/plugin' {
  interface KnownPlugins {
    readonly '@arbalest/source-files': typeof plugin
  }
}

export default plugin
export { FilesSource } from './files-source.js'
export type { FilesSourceConfiguration } from './options.js'
