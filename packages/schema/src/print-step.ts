import { columnName, type Path } from '@arbalest/core/plugin'
import { Document, Pair, Scalar, YAMLMap, YAMLSeq, type ToStringOptions } from 'yaml'
import type { Inferred, InferredProperty } from './infer.js'

/** What the documents were read from, and what they will be loaded into. */
export interface StepToPrint {
  readonly bucket: string
  readonly prefix: string
  /** The table, and the pipeline and step that load it. */
  readonly table: string
  /** How many objects were read, and how many there are. */
  readonly objects: { readonly read: number; readonly total: number }
}

/**
 * A pipeline that loads what `inferred` was inferred from, as a person would write
 * it into a configuration file; a sink must be added.
 */
export function printStep(inferred: Inferred, step: StepToPrint): string {
  const document = new Document(mapOf(pair('pipelines', mapOf(pipelineOf(inferred, step)))))
  document.commentBefore = commentOf(inferred, step)
  return document.toString(WRITTEN)
}

/** How YAML is written. */
export const WRITTEN: ToStringOptions = { lineWidth: 0, flowCollectionPadding: true }

/** What a comment says of an inferred pipeline. */
export function commentOf(inferred: Inferred, { bucket, prefix, objects }: StepToPrint): string {
  return headOf(inferred, `s3://${bucket}/${prefix}`, objects).map(comment).join('\n')
}

/** The pipeline, by its name. */
export function pipelineOf(
  inferred: Inferred,
  { bucket, prefix, table }: StepToPrint,
): Pair<Scalar, YAMLSeq> {
  const step = new YAMLMap()
  step.items.push(
    pair('load', table.split('.').at(-1)!),
    pair('source', use('s3', { bucket, ...(prefix && { prefix }) })),
    pair('strategy', use('manifest')),
    pair('target', mapOf(pair('table', table), pair('properties', propertiesOf(inferred.properties)))),
  )
  const steps = new YAMLSeq()
  steps.items.push(step)
  return new Pair(text(table.split('.').at(-1)!), steps)
}

function headOf(inferred: Inferred, url: string, { read, total }: StepToPrint['objects']): string[] {
  const { documents, leftOut, unreadable, unreadableCount } = inferred
  return [
    `Inferred from ${count(documents, 'document')} in ${read === total ? count(read, 'object') : `${count(read, 'object')} of ${total.toLocaleString('en-US')}`} under ${url}.`,
    'A percentage says how many of them have a value there; where there is none, all have.',
    ...leftOut.map(
      ({ place, reason, example: { value, object, line } }) =>
        `Left out: ${place} ${reason}: ${value} in ${object}, line ${line}.`,
    ),
    ...unreadable.map(
      ({ fault, object, line }) =>
        `COPY will refuse this, whatever the table: ${object}, line ${line}, ${fault}.`,
    ),
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
  const { name, type = '', column, properties, share = 1, remarks = [] } = property
  const key = text(name)
  if (properties) return new Pair(key, propertiesOf(properties, path))
  const value = column === undefined ? text(type) : flow(pair('type', type), pair('column', column))
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
  const pairs = Object.entries(options ?? {}).map(([key, value]) => pair(key, value))
  return flow(pair('use', name), ...(options ? [pair('with', flow(...pairs))] : []))
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

function pair(key: string, value: string | YAMLMap | YAMLSeq): Pair {
  return new Pair(text(key), typeof value === 'string' ? text(value) : value)
}

// What YAML might take for something other than text, in any of its versions, stands in quotes.
const PLAIN = /^[A-Za-z_][\w./-]*(?:[[(]\d[\d,]*[\])])*(?: [a-z]+)*$/
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

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`
}
