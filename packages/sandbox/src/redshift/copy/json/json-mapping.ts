import type { CopyObjects } from '../../objects/copy-objects.js'
import { RedshiftError } from '../../redshift-error.js'
import { readText } from '../input/copy-source.js'
import type { JsonMapping } from '../statement/copy-statement.js'
import type { CopyColumn } from '../statement/copy-table.js'
import { typeName } from '../statement/type-name.js'
import { type JsonPath, parseJsonPaths } from './json-paths.js'

/** The path that leads to each column's value. Reads the JSONPaths file, if there is one. */
export async function jsonPathsOf(
  mapping: JsonMapping,
  columns: readonly CopyColumn[],
  objects: CopyObjects,
): Promise<readonly JsonPath[]> {
  if (mapping === 'noshred') {
    if (columns.length === 1 && columns[0] !== undefined && typeName(columns[0].type) === 'super') return [[]]
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
