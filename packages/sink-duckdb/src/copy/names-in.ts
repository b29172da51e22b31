import { compressionOf, documentNames, headerNames, parquetNames, type Compression } from '@arbalest/formats'
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
  copy: CopyOptions,
): Promise<ObjectNames | undefined> {
  const { format = 'json', header = false, delimiter = ',' } = copy
  if (format === 'parquet') return await parquetNames(open, object)
  const compression: Compression = copy.compression ?? compressionOf(object.key)
  const form = { compression, encoding: 'utf8' } as const
  if (format === 'csv') {
    return header
      ? await headerNames(open, object, { ...form, headerLines: 1, delimiter, quote: '"' })
      : undefined
  }
  const hasProperties = copiedColumns(target).some(({ path }) => typeof path[0] === 'string')
  return hasProperties ? await documentNames(open, object, { ...form, skipLines: 0 }) : undefined
}
