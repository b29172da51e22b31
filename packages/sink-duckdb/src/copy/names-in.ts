import { documentNames, headerNames, parquetNames } from '@arbalest/formats'
import {
  copiedColumns,
  type ObjectNames,
  type Source,
  type SourceObject,
  type Target,
} from '@arbalest/core/plugin'
import type { CopyOptions } from '../options.js'
import { matchesByName } from './fields.js'
import { compressionFor } from './local-files.js'

/** Returns what an object calls its values; undefined, without a request, if they have places and no names. Throws what `open` throws. */
export async function namesIn(
  target: Target,
  object: SourceObject,
  open: NonNullable<Source['open']>,
  copy: CopyOptions,
): Promise<ObjectNames | undefined> {
  const { format = 'json', delimiter = ',' } = copy
  if (format === 'parquet') return matchesByName(copy) ? await parquetNames(open, object) : undefined
  const form = { compression: compressionFor(object, copy), encoding: 'utf8' } as const
  if (format === 'csv') {
    return matchesByName(copy)
      ? await headerNames(open, object, { ...form, headerLines: 1, delimiter, quote: '"' })
      : undefined
  }
  const hasProperties = copiedColumns(target).some(({ path }) => typeof path[0] === 'string')
  return hasProperties ? await documentNames(open, object, { ...form, skipLines: 0 }) : undefined
}
