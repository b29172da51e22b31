import { definePlugin, type Observer, type Plugin } from '@arbalest/core/plugin'
import { readEnvironment } from './environment.js'
import { OpenLineageObserver } from './open-lineage-observer.js'
import { completeOptions, configurationSchema, type OpenLineageConfiguration } from './options.js'
import { parseParent, type ParentRuns } from './parent-run.js'
import { send } from './send.js'

const SILENT: Observer = { observe() {} }

/** An observer that sends OpenLineage events, down to the column, of each step. It is silent if `OPENLINEAGE_DISABLED` is `true`. */
const plugin: Plugin<'observer', OpenLineageConfiguration> = definePlugin({
  kind: 'observer',
  name: '@arbalest/openlineage',
  options: configurationSchema,
  create(configuration, { notice }) {
    const environment = readEnvironment()
    if (environment.disabled) return SILENT
    const options = completeOptions(configuration, environment)
    const read = (variable: string, text: string | undefined) => {
      const run = text === undefined ? undefined : parseParent(text)
      if (text !== undefined && !run)
        notice(`${variable} is "${text}", which is not namespace/name/run; lineage is sent without it.`)
      return run
    }
    const parent = read('OPENLINEAGE_PARENT_ID', environment.parent)
    const root = read('OPENLINEAGE_ROOT_PARENT_ID', environment.root)
    const parents: ParentRuns | undefined = parent && { parent, root }
    return new OpenLineageObserver({ ...options, parents, send: (event) => send(event, options) })
  },
})

declare module '@arbalest/core/plugin' {
  interface KnownPlugins {
    readonly '@arbalest/openlineage': typeof plugin
  }
}

export default plugin
export { OpenLineageObserver } from './open-lineage-observer.js'
export type { OpenLineageConfiguration, OpenLineageOptions } from './options.js'
export type { LineageEvent } from './run-event.js'
