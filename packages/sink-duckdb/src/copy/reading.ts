import { copiedColumns, type Column, type Path, type Target } from '@arbalest/core/plugin'
import type { CopyOptions } from '../options.js'
import { quoteName, quoteText } from '../quote.js'
import { patternOf, type Field } from './fields.js'
import { compressionFor, type LocalFile } from './local-files.js'
import { placesInOrder, type Places } from './match-fields.js'

/** How files are read in SQL. */
export interface Reading {
  /** What stands behind `from`. */
  readonly relation: string
  /** Returns the expression that is a column's value as text, of a `super` as JSON; undefined if the files have none for it. */
  text(column: Column): string | undefined
}

/** What records have: their fields, and which of them go to columns. */
export interface Layout {
  readonly fields: readonly Field[]
  readonly places: Places
}

/** Returns how files, all compressed alike and of one layout, are read into the columns of a target, as fast as can be. */
export function readingOf(
  target: Target,
  files: readonly LocalFile[],
  copy: CopyOptions,
  layout?: Layout,
): Reading {
  if (copy.format === 'parquet') return parquet(files, layout!)
  if (copy.format === 'csv') return csv(files, copy, layout ?? inOrder(target))
  const columns = copiedColumns(target)
  const heads = new Map(columns.map(({ path }) => [path[0], isJson(columns, path[0])]))
  const names = [...heads.keys()].filter((head) => typeof head === 'string')
  const areDistinct = new Set(names.map((name) => name.toLowerCase())).size === heads.size
  if (!areDistinct || names.length === 0) return documentReading(files, copy)
  const types = names.map((name) => `${quoteText(name)}: '${heads.get(name) ? 'JSON' : 'VARCHAR'}'`)
  const options = `format = 'newline_delimited', records = true, columns = {${types.join(', ')}}, maximum_object_size = ${LARGEST}`
  return {
    relation: `read_json(${listOf(files)}, ${options}, ${compressionOf(files, copy)})`,
    text: ({ path: [head, ...rest], type }) => {
      const value = quoteName(String(head))
      return heads.get(head) ? valueIn(value, rest, type) : value
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
    text: ({ path, type }) => valueIn('"json"', path, type),
  }
}

// What DuckDB takes of a document at most by default, 16 MiB, is also what Redshift takes of a value.
const LARGEST = 16 * 2 ** 20

/** Whether the property `head` is read as JSON: values are looked for within it, or it is wanted as such. */
function isJson(columns: readonly Column[], head: Path[number] | undefined): boolean {
  return columns.some(({ path, type }) => path[0] === head && (path.length > 1 || type === 'super'))
}

/** Returns the text of what stands at a path in `json`; to DuckDB, the value `null` is no NULL. */
function valueIn(json: string, path: Path, type: string): string {
  if (type !== 'super') return `json_extract_string(${json}, ${pathOf(path)})`
  return `nullif(cast(json_extract(${json}, ${pathOf(path)}) as varchar), 'null')`
}

function inOrder(target: Target): Layout {
  const columns = copiedColumns(target)
  return {
    fields: columns.map(({ name }) => ({ name, type: 'VARCHAR' })),
    places: placesInOrder(columns),
  }
}

function csv(files: readonly LocalFile[], copy: CopyOptions, { fields, places }: Layout): Reading {
  const { delimiter = ',', header = false, nullAs } = copy
  const types = fields.map((_, index) => `${placeName(index)}: 'VARCHAR'`)
  const nulls = ['', ...(nullAs === undefined ? [] : [nullAs])].map(quoteText)
  const options = [
    `header = ${header}, delim = ${quoteText(delimiter)}, quote = '"', escape = '"', nullstr = [${nulls.join(', ')}]`,
    `auto_detect = false, columns = {${types.join(', ')}}`,
    compressionOf(files, copy),
  ]
  return {
    relation: `read_csv(${listOf(files)}, ${options.join(', ')})`,
    text: ({ name }) => {
      const place = places.get(name)
      return place === undefined ? undefined : placeName(place)
    },
  }
}

/** Names in a header may be alike to DuckDB; those of places are not. */
function placeName(index: number): string {
  return `field_${index}`
}

function parquet(files: readonly LocalFile[], { fields, places }: Layout): Reading {
  return {
    relation: `read_parquet(${listOf(files)})`,
    text: ({ name, type }) => {
      const field = fields[places.get(name) ?? -1]
      if (!field) return undefined
      const hasParts = /^(?:STRUCT|MAP|UNION)\(|\]$/.test(field.type)
      const value = quoteName(field.name)
      return `cast(${type === 'super' || hasParts ? `to_json(${value})` : value} as varchar)`
    },
  }
}

function listOf(files: readonly LocalFile[]): string {
  return `[${files.map(({ path }) => patternOf(path)).join(', ')}]`
}

function compressionOf([file]: readonly LocalFile[], copy: CopyOptions): string {
  const compression = file ? compressionFor(file.object, copy) : 'none'
  return `compression = '${compression === 'none' ? 'uncompressed' : compression}'`
}

/** Returns a path as a JSON pointer (RFC 6901), of which an index of an array is a part as any. */
function pathOf(path: Path): string {
  if (path.length === 0) return `'$'`
  const parts = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
  return quoteText(parts.join(''))
}
