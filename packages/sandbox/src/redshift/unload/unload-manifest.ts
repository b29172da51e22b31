import type { UnloadColumn } from './row-format.js'
import type { UnloadedFile } from './unload-files.js'

/**
 * The manifest of files that were unloaded, as COPY reads it.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_UNLOAD.html
 */
export function unloadManifest(
  files: readonly UnloadedFile[],
  columns: readonly UnloadColumn[],
  kind: 'plain' | 'verbose',
): string {
  const verbose = kind === 'verbose'
  const entries = files.map(({ url, size, rows }) => ({
    url,
    meta: { content_length: size, ...(verbose ? { record_count: rows } : {}) },
  }))
  if (!verbose) return JSON.stringify({ entries }, null, 2)
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
  return JSON.stringify(
    {
      entries,
      schema: { elements: columns.map(({ name, type }) => ({ name, type: { base: type } })) },
      meta: {
        content_length: sum(files.map(({ size }) => size)),
        record_count: sum(files.map(({ rows }) => rows)),
      },
      author: { name: 'Amazon Redshift', version: '1.0.0' },
    },
    null,
    2,
  )
}
