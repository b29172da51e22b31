import { compressionOf, documentNames, headerNames, parquetNames } from '@arbalest/formats'
import {
  copiedColumns,
  type ObjectNames,
  type Source,
  type SourceObject,
  type Target,
} from '@arbalest/core/plugin'
import type { CopyOptions } from '../options.js'

/** Returns what an object calls its values; undefined, without a request, if they have places and no names. Throws what `open` throws. */
export async function namesIn(
  target: Target,
  object: SourceObject,
  open: NonNullable<Source['open']>,
  { format = 'json', header = false, delimiter = ',', compression = compressionOf(object.key) }: CopyOptions,
): Promise<ObjectNames | undefined> {
  if (format === 'parquet') return await parquetNames(open, object)
  const form = { compression, encoding: 'utf8' } as const
  if (format === 'csv') {
    return header
      ? await headerNames(open, object, { ...form, headerLines: 1, delimiter, quote: '"' })
      : undefined
  }
  const hasProperties = copiedColumns(target).some(({ path }) => typeof path[0] === 'string')
  return hasProperties ? await documentNames(open, object, { ...form, skipLines: 0 }) : undefined
}
