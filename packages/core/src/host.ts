export {
  configurationJsonSchema,
  PLUGIN_KINDS,
} from './configuration/json-schema/configuration-json-schema.js'
export { findPlugin } from './configuration/plugins/find-plugin.js'
export { configurationSchemas } from './configuration/parsing/configuration-schemas.js'
export { makeSource } from './configuration/make-source.js'
export { load, pendingBatches } from './engine/load.js'
export { newRunId } from './engine/run-id.js'
export { amount, counted } from './faults/counted.js'
export { formatPath, type FaultPath } from './faults/fault.js'
export { groupWithoutValues, RejectionSummary } from './faults/rejection-summary.js'
export {
  forgetCommand,
  helpCommand,
  retryCommand,
  runCommand,
  type CommandPlace,
} from './operations/commands/commands.js'
export { pastRuns } from './operations/report/past-runs.js'
export { describeDifference } from './tables/comparison/describe-difference.js'
