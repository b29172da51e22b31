export { makeSource } from './configuration/make-source.js'
export { load, pendingBatches } from './engine/load.js'
export { formatPath, type FaultPath } from './faults/fault.js'
export { groupWithoutValues, RejectionSummary } from './faults/rejection-summary.js'
