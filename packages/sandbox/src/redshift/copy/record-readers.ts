import { RedshiftError } from '../redshift-error.js'
import { typeName } from './convert/convert.js'
import type { CopyObjects } from './copy-objects.js'
import { readText } from './copy-source.js'
import type { CopyStatement, JsonMapping } from './copy-statement.js'
import type { CopyColumn } from './copy-table.js'
import { type JsonPath, parseJsonPaths, pathTree } from './json-paths.js'
import { JsonScanner } from './json-scanner.js'
import { JsonValues } from './json-values.js'
import type { RecordReader } from './record-reader.js'

/** How a reader for each object is made; reads the JSONPaths file, where there is one. */
export async function readerFactory(
  { format, conversions }: Pick<CopyStatement, 'format' | 'conversions'>,
  columns: readonly CopyColumn[],
  objects: CopyObjects,
): Promise<() => RecordReader> {
  if (format.kind !== 'json')
    throw new RedshiftError(`FORMAT ${format.kind.toUpperCase()} is not supported`, { code: '0A000' })
  const tree = pathTree(await jsonPaths(format.mapping, columns, objects))
  const json = columns.map(({ type }) => typeName(type) === 'super')
  const ignoreCase = format.mapping === 'auto ignorecase'
  return () => new JsonValues(new JsonScanner({ tree, json, ignoreCase }), conversions.ignoreHeader)
}

async function jsonPaths(
  mapping: JsonMapping,
  columns: readonly CopyColumn[],
  objects: CopyObjects,
): Promise<readonly JsonPath[]> {
  if (mapping === 'noshred') {
    if (columns.length === 1 && columns[0]?.type === 'super') return [[]]
    throw new RedshiftError("JSON 'noshred' requires a table of one SUPER column")
  }
  const paths =
    typeof mapping === 'string' ? undefined : parseJsonPaths(await readText(mapping, objects), mapping.url)
  if (paths === undefined) return columns.map(({ name }) => [name])
  if (paths.length === columns.length) return paths
  throw new RedshiftError(
    'Number of jsonpaths and the number of columns should match. ' +
      `JSONPath size: ${paths.length}, Number of columns in table or column list: ${columns.length}`,
  )
}
