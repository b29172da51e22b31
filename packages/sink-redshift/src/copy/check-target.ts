import { copiedColumns, type Fault, type Target } from '@arbalest/core/plugin'
import type { CopyOptions } from '../options/copy-options.js'
import { storageOf } from '../options/target-storage.js'

/** Returns what keeps objects of this format from being copied into `target`, and what contradicts itself in how it is stored. */
export function checkTarget(options: CopyOptions, target: Target): readonly Fault[] {
  return [...columnFaults(options, target), ...storageFaults(target)]
}

/**
 * Only JSON and Avro have names; in all other formats, fields have an order
 * (https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-column-mapping.html).
 */
function* columnFaults(options: CopyOptions, target: Target): Generator<Fault> {
  const { format = 'json' } = options
  if (format === 'json' || format === 'avro') return
  if ((options.format === 'csv' || options.format === 'delimited') && options.match === 'name') {
    const message = 'is name, and there is no header with names; set ignoreHeader: 1, or leave it out.'
    if (!options.ignoreHeader) yield { path: ['copy', 'match'], message }
  }
  const columns = copiedColumns(target)
  const index = columns.findIndex(({ path: [step, ...more] }, due) => step !== due || more.length > 0)
  if (index < 0) return
  const { name, path } = columns[index]!
  const message =
    typeof path[0] === 'number'
      ? `has the column "${name}" at the path ${JSON.stringify(path)}, which must be [${index}]: in objects of the format ${format}, each column takes the next field.`
      : `has properties, and objects of the format ${format} have no names, but fields in an order; write fields instead of properties (in code, orderedFields() instead of jsonObject()), in that order.`
  yield { path: ['target'], message }
}

function* storageFaults(target: Target): Generator<Fault> {
  const { distStyle, distKey, sortKey, sortStyle } = storageOf(target)
  const fault = (key: string, message: string): Fault => ({ path: ['target', key], message })
  if (distStyle === 'key' && distKey === undefined) yield fault('distStyle', 'is key, and needs a distKey.')
  if (distKey !== undefined && distStyle !== undefined && distStyle !== 'key')
    yield fault('distKey', `needs the distStyle key, and has "${distStyle}".`)
  if (sortStyle !== undefined && !Array.isArray(sortKey))
    yield fault('sortStyle', 'needs a sortKey of columns.')
  const names: [key: string, name: string][] = [
    ...(distKey === undefined ? [] : [['distKey', distKey] as [string, string]]),
    ...(Array.isArray(sortKey) ? sortKey.map((name: string): [string, string] => ['sortKey', name]) : []),
  ]
  for (const [key, name] of names) {
    if (!target.columns.some((column) => column.name === name))
      yield fault(key, `There is no column "${name}".`)
  }
}
