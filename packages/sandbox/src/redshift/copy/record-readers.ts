import type { CopyObjects } from '../objects/copy-objects.js'
import { RedshiftError } from '../redshift-error.js'
import { jsonPathsOf } from './json/json-mapping.js'
import { pathTree } from './json/json-paths.js'
import { JsonScanner } from './json/json-scanner.js'
import { JsonValues } from './json/json-values.js'
import type { CopyConversions, CopyFormat } from './statement/copy-statement.js'
import type { CopyColumn } from './statement/copy-table.js'
import { typeName } from './statement/type-name.js'
import { csvCutter } from './text/csv.js'
import { delimitedCutter } from './text/delimited.js'
import type { FieldRules } from './text/field-rules.js'
import { fixedWidthCutter } from './text/fixed-width.js'
import { type CutRecord, Lines } from './text/lines.js'
import type { RecordReader } from './text/record-reader.js'

/** A format that is read from its beginning to its end: of text, or AVRO, whose records are read as JSON text. */
type TextFormat = Exclude<CopyFormat, { kind: 'parquet' }>

/** Returns what makes a reader for each object. Reads the JSONPaths file, if there is one. */
export async function readerFactory(
  format: TextFormat,
  conversions: CopyConversions,
  columns: readonly CopyColumn[],
  objects: CopyObjects,
): Promise<() => RecordReader> {
  if (format.kind === 'json' || format.kind === 'avro') {
    const tree = pathTree(await jsonPathsOf(format.mapping, columns, objects))
    const json = columns.map(({ type }) => typeName(type) === 'super')
    const ignoreCase = format.mapping === 'auto ignorecase'
    return () => new JsonValues(new JsonScanner({ tree, json, ignoreCase }), conversions.ignoreHeader)
  }
  const fill = conversions.fillRecord
    ? columns.map(({ type }) => (typeName(type) === 'varchar' && !conversions.emptyAsNull ? '' : null))
    : undefined
  const cut = cutterOf(format, { columns: columns.length, fill }, conversions.nullAs)
  return () => new Lines(cut, conversions)
}

function cutterOf(
  format: Exclude<TextFormat, { kind: 'json' | 'avro' }>,
  rules: FieldRules,
  nullAs: string,
): CutRecord {
  switch (format.kind) {
    case 'delimited':
      return delimitedCutter({ ...format, ...rules, nullAs })
    case 'csv':
      return csvCutter({ ...format, ...rules, nullAs })
    case 'fixedwidth':
      if (format.widths.length === rules.columns) return fixedWidthCutter({ ...format, ...rules, nullAs })
      throw new RedshiftError(
        `FIXEDWIDTH must have a field for each column, so ${rules.columns}, and has ${format.widths.length}`,
      )
  }
}
