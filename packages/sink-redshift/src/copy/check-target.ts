import { ConfigError, type Target } from '@arbalest/core'
import type { CopyOptions } from '../options/copy-options.js'
import { copiedColumns } from '../statements/copy.js'

/**
 * Throws `ConfigError` if COPY cannot find the values of the columns of `target` in objects of
 * this format: only JSON has names; in all other formats, fields have an order
 * (https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-column-mapping.html).
 */
export function checkTarget({ format = 'json' }: CopyOptions, target: Target): void {
  if (format === 'json') return
  const columns = copiedColumns(target)
  const index = columns.findIndex(({ path: [step, ...more] }, due) => step !== due || more.length > 0)
  if (index < 0) return
  const { name, path } = columns[index]!
  const message =
    typeof path[0] === 'number'
      ? `has the column "${name}" at the path ${JSON.stringify(path)}, which must be [${index}]: in objects of the format ${format}, each column takes the next field.`
      : `has properties, and objects of the format ${format} have no names to find them by, but fields in an order; write fields for properties (in code, record() for jsonObject()), in that order.`
  throw new ConfigError('CONFIG_INVALID', [{ place: 'target', message }])
}
