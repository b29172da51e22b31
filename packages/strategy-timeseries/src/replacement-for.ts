import { ColumnReplacement } from './column-replacement.js'
import type { TimeSeriesOptions } from './options.js'
import { PartitionColumnReplacement } from './partition-column-replacement.js'
import type { Replacement } from './replacement.js'

/** How rows are replaced under these options. */
export function replacementFor(options: TimeSeriesOptions): Replacement {
  return options.outside === 'partition-column'
    ? new PartitionColumnReplacement(options)
    : new ColumnReplacement(options)
}
