import type { PathColumn } from '@arbalest/core'
import { amount, counted, columnName, type Path } from '@arbalest/core/plugin'
import { Document, Pair, Scalar, YAMLMap, YAMLSeq, type ToStringOptions } from 'yaml'
import type { InferredProperty } from './infer.js'
import { SHARES } from './infer-records.js'
import type { InferredFor } from './for-duckdb.js'
import type { InferredTable } from './inferred-table.js'
import { showUnreadable } from './show-unreadable.js'

/** What the documents were read from, and what they will be loaded into. */
export interface StepToPrint {
  /** `s3://bucket/prefix`, or the path of a folder. */
  readonly place: string
  /** What it will be loaded by. Default: `redshift`. */
  readonly sink?: InferredFor | undefined
  /** The table, and the pipeline and step that load it. */
  readonly table: string
  /** How many objects were read, and how many there are. */
  readonly objects: { readonly read: number; readonly total: number }
}

/**
 * A pipeline that loads what `inferred` was inferred from, as a person would write
 * it into a configuration file; a sink must be added, unless it is DuckDB.
 *
 * @example
 * ```ts
 * console.log(printStep(inferred, { place: 's3://acme/events/', table: 'events', objects: { read: 9, total: 9 } }))
 * ```
 */
export function printStep(inferred: InferredTable, step: StepToPrint): string {
  const document = new Document(mapOf(pair('pipelines', mapOf(pipelineOf(inferred, step)))))
  document.commentBefore = commentOf(inferred, step)
  return document.toString(WRITTEN)
}

/** How YAML is written. */
export const WRITTEN: ToStringOptions = { lineWidth: 0, flowCollectionPadding: true }

/** What a comment says of an inferred pipeline. */
export function commentOf(inferred: InferredTable, { place, objects }: StepToPrint): string {
  return headOf(inferred, place, objects).map(comment).join('\n')
}

/** The pipeline, by its name. */
export function pipelineOf(
  inferred: InferredTable,
  { place, sink, table }: StepToPrint,
): Pair<Scalar, YAMLSeq> {
  const step = new YAMLMap()
  const name = table.split('.').at(-1)!
  step.items.push(
    pair('load', name),
    pair('source', place.startsWith('s3://') ? use('s3', { url: place }) : use('files', { folder: place })),
    pair('strategy', use('manifest')),
    ...(inferred.copy ? [pair('copy', optionsOf(inferred.copy))] : []),
    pair('target', mapOf(pair('table', table), columnsOf(inferred), ...pathColumnsOf(inferred))),
    ...(sink === 'duckdb' ? [pair('sink', use('duckdb', { file: `${name}.duckdb` }))] : []),
  )
  const steps = new YAMLSeq()
  steps.items.push(step)
  return new Pair(text(name), steps)
}

function columnsOf(inferred: InferredTable): Pair<Scalar> {
  if (!('fields' in inferred)) return pair('properties', propertiesOf(inferred.properties))
  return pair('fields', mapOf(...inferred.fields.map((field) => columnOf(field, field.name))))
}

function pathColumnsOf({ path }: InferredTable): Pair[] {
  if (!path || path.columns.length === 0) return []
  return [pair('pathColumns', mapOf(...path.columns.map((column) => columnOf(column, column.name))))]
}

function headOf(inferred: InferredTable, from: string, { read, total }: StepToPrint['objects']): string[] {
  const { unreadable, unreadableCount, partly = 0, path } = inferred
  const [what, remarks, leftOut] =
    'fields' in inferred
      ? [inferred.from, inferred.remarks, []]
      : inferred.from === undefined
        ? [counted(inferred.documents, 'document'), [SHARES], inferred.leftOut]
        : [inferred.from, [], inferred.leftOut]
  return [
    `Inferred from ${what} in ${read === total ? counted(read, 'object') : `${counted(read, 'object')} of ${amount(total)}`} under ${from}.`,
    ...(partly > 0
      ? [`Only the beginning of ${partly === read ? 'each' : counted(partly, 'object')} was read.`]
      : []),
    ...remarks,
    ...(path?.remarks ?? []),
    ...leftOut.map(
      ({ place, reason, example: { value, object, line } }) =>
        `Left out: ${place} ${reason}: ${value} in ${object}, line ${line}.`,
    ),
    ...unreadable.map((each) => `A load will refuse this, whatever the table: ${showUnreadable(each)}.`),
    ...(unreadableCount > unreadable.length
      ? [`And ${unreadableCount - unreadable.length} more like it.`]
      : []),
  ]
}

function propertiesOf(properties: readonly InferredProperty[], parents: Path = []): YAMLMap {
  const ambiguous = properties.some(({ name }) => ATTRIBUTES.has(name))
  return mapOf(
    ...properties.map((property) => {
      const path = [...parents, property.name]
      // Beside a property that is called as an attribute of a column is, "type" would make a column of them all.
      const { column = ambiguous && property.name === 'type' ? columnName(path) : undefined } = property
      return propertyOf({ ...property, ...(column !== undefined && { column }) }, path)
    }),
  )
}

const ATTRIBUTES = new Set(['column', 'notNull', 'default', 'encode'])

function propertyOf(property: InferredProperty, path: Path): Pair {
  const { name, properties } = property
  return properties ? new Pair(text(name), propertiesOf(properties, path)) : columnOf(property, name)
}

type InferredColumn = Pick<InferredProperty, 'type' | 'column' | 'share' | 'remarks'> &
  Pick<PathColumn, 'from'>

function columnOf({ type = '', column, from, share = 1, remarks = [] }: InferredColumn, name: string): Pair {
  const key = text(name)
  const more = Object.entries({ column, from }).flatMap(([of, given]) =>
    given === undefined ? [] : pair(of, given),
  )
  const value = more.length === 0 ? text(type) : flow(pair('type', type), ...more)
  const beside = [...(share < 1 ? [percentage(share)] : []), ...remarks.filter(isShort)]
  if (beside.length > 0) value.comment = comment(beside.join(', '))
  const above = remarks.filter((remark) => !isShort(remark))
  if (above.length > 0) key.commentBefore = above.map(comment).join('\n')
  return new Pair(key, value)
}

function isShort(remark: string): boolean {
  return remark.length <= 40
}

function percentage(share: number): string {
  if (share === 0) return '0%'
  if (share < 0.01) return 'under 1%'
  return `${Math.floor(share * 100)}%`
}

function use(name: string, options?: Readonly<Record<string, string>>): YAMLMap {
  return flow(pair('use', name), ...(options ? [pair('with', optionsOf(options))] : []))
}

function optionsOf(options: Readonly<Record<string, string | number | boolean>>): YAMLMap {
  return flow(...Object.entries(options).map(([key, value]) => pair(key, value)))
}

function flow(...pairs: Pair[]): YAMLMap {
  const map = mapOf(...pairs)
  map.flow = true
  return map
}

function mapOf(...pairs: Pair[]): YAMLMap {
  const map = new YAMLMap()
  map.items.push(...pairs)
  return map
}

function pair(key: string, value: string | number | boolean | YAMLMap | YAMLSeq): Pair<Scalar> {
  if (typeof value === 'string') return new Pair(text(key), text(value))
  return new Pair(text(key), typeof value === 'object' ? value : new Scalar(value))
}

// What YAML might take for something other than text, in any of its versions, stands in quotes.
const PLAIN = /^(?:s3:\/\/|\.{0,2}\/)?[A-Za-z_][\w./-]*(?:[[(]\d[\d,]*[\])])*(?: [a-z]+)*$/
const WORD = /^(?:true|false|yes|no|on|off|y|n|null)$/i

function text(value: string): Scalar {
  const scalar = new Scalar(value)
  scalar.type = PLAIN.test(value) && !WORD.test(value) ? 'PLAIN' : 'QUOTE_DOUBLE'
  return scalar
}

/** A line of a comment: what would end it, or move about on the screen, is left out. */
function comment(line: string): string {
  return ` ${line.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '?')}`
}
