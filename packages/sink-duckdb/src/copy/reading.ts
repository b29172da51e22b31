import { copiedColumns, type Column, type Path, type Target } from '@arbalest/core/plugin'
import type { CopyOptions } from '../options.js'
import { quoteName, quoteText } from '../quote.js'
import type { LocalFile } from './local-files.js'

/** How files are read in SQL. */
export interface Reading {
  /** What stands behind `from`. */
  readonly relation: string
  /** Returns the expression that is a column's value as text. */
  text(column: Column): string
}

/** Returns how files, all compressed alike, are read into the columns of a target, as fast as can be. */
export function readingOf(target: Target, files: readonly LocalFile[], copy: CopyOptions): Reading {
  if (copy.format === 'parquet') return parquet(files)
  if (copy.format === 'csv') return csv(target, files, copy)
  const columns = copiedColumns(target)
  const heads = new Map(columns.map(({ path }) => [path[0], nested(columns, path[0])]))
  const names = [...heads.keys()].filter((head) => typeof head === 'string')
  const areDistinct = new Set(names.map((name) => name.toLowerCase())).size === heads.size
  if (!areDistinct || names.length === 0) return documentReading(files, copy)
  const types = names.map((name) => `${quoteText(name)}: '${heads.get(name) ? 'JSON' : 'VARCHAR'}'`)
  const options = `format = 'newline_delimited', records = true, columns = {${types.join(', ')}}, maximum_object_size = ${LARGEST}`
  return {
    relation: `read_json(${listOf(files)}, ${options}, ${compressionOf(files, copy)})`,
    text: ({ path: [head, ...rest] }) => {
      const value = quoteName(String(head))
      return heads.get(head) ? `json_extract_string(${value}, ${pointer(rest)})` : value
    },
  }
}

/** Returns how files of JSON are read document by document, which has a `json` each. With `leniently`, that is NULL if it is no JSON. */
export function documentReading(
  files: readonly LocalFile[],
  copy: CopyOptions,
  leniently?: 'leniently',
): Reading {
  const ignore = leniently ? ', ignore_errors = true' : ''
  return {
    relation: `read_ndjson_objects(${listOf(files)}, maximum_object_size = ${LARGEST}, ${compressionOf(files, copy)}${ignore})`,
    text: ({ path }) => `json_extract_string("json", ${pointer(path)})`,
  }
}

/** Returns what decides how a file of text is read. */
export function compressionOf([file]: readonly LocalFile[], { compression }: CopyOptions): string {
  const key = file?.object.key ?? ''
  const byEnding = key.endsWith('.gz') ? 'gzip' : key.endsWith('.zst') ? 'zstd' : 'none'
  const word = compression ?? byEnding
  return `compression = '${word === 'none' ? 'uncompressed' : word}'`
}

// What DuckDB takes of a document at most by default, 16 MiB, is also what Redshift takes of a value.
const LARGEST = 16 * 2 ** 20

/** Whether values are looked for within the property `head`. */
function nested(columns: readonly Column[], head: Path[number] | undefined): boolean {
  return columns.some(({ path }) => path[0] === head && path.length > 1)
}

function csv(target: Target, files: readonly LocalFile[], copy: CopyOptions): Reading {
  const { delimiter = ',', header = false, nullAs } = copy
  const places = copiedColumns(target).map(({ name }) => `${quoteText(name)}: 'VARCHAR'`)
  const nulls = ['', ...(nullAs === undefined ? [] : [nullAs])].map(quoteText)
  const options = [
    `header = ${header}, delim = ${quoteText(delimiter)}, quote = '"', escape = '"', nullstr = [${nulls.join(', ')}]`,
    header
      ? 'all_varchar = true, union_by_name = true'
      : `auto_detect = false, columns = {${places.join(', ')}}`,
    compressionOf(files, copy),
  ]
  return {
    relation: `read_csv(${listOf(files)}, ${options.join(', ')})`,
    text: ({ name }) => quoteName(name),
  }
}

function parquet(files: readonly LocalFile[]): Reading {
  return {
    relation: `read_parquet(${listOf(files)}, union_by_name = true)`,
    text: ({ name }) => `cast(${quoteName(name)} as varchar)`,
  }
}

/** Returns the paths of files as a list in SQL; DuckDB takes each for a pattern. */
function listOf(files: readonly LocalFile[]): string {
  return `[${files.map(({ path }) => quoteText(path.replaceAll(/[*?[]/g, '[$&]'))).join(', ')}]`
}

/** Returns a path as a JSON pointer (RFC 6901), of which an index of an array is a part as any. */
function pointer(path: Path): string {
  const parts = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
  return quoteText(parts.join(''))
}
