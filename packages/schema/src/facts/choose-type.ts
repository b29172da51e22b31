import type { ColumnType } from '@arbalest/core'
import type { JsonKind } from '@arbalest/formats'
import { type Example, type Fault, MOST_ELEMENTS, type Shape } from './shape.js'

/** What becomes of the values at one place. */
export type Choice =
  | { readonly kind: 'column'; readonly type: ColumnType; readonly remarks: readonly string[] }
  /** Each member of its objects is chosen for by itself. */
  | { readonly kind: 'object' }
  /** Each element of its arrays is a column. */
  | { readonly kind: 'elements'; readonly type: ColumnType; readonly length: number }
  /** No column takes them. */
  | { readonly kind: 'none'; readonly fault: Fault }

/** The column, or columns, that take every value that `shape` knows of, which is that of one place in `documents`. */
export function chooseType(shape: Shape, documents: number): Choice {
  const [kind, ...others] = [...shape.kinds.keys()]
  if (kind === undefined) return anything(shape, 'always null in the sample')
  if (others.length > 0) return chooseForMixed(shape)
  switch (kind) {
    case 'boolean':
      return column('boolean')
    case 'number':
      return chooseForNumbers(shape)
    case 'string':
      return chooseForTexts(shape)
    case 'array':
      return chooseForArrays(shape, documents)
    case 'object':
      return chooseForObjects(shape)
  }
}

function chooseForNumbers(shape: Shape): Choice {
  const { type, epoch } = shape.numbers
  if (type === undefined) return chooseText(shape, ['beyond the range of every number type'])
  return column(type, ...(epoch ? [`${epoch} since 1970, it seems`] : []))
}

function chooseForTexts(shape: Shape): Choice {
  const { type, someZoned } = shape.texts
  if (type === undefined || shape.unreadable) return chooseText(shape, [])
  return column(type, ...(someZoned ? ['some have no time zone, and are taken as UTC'] : []))
}

// An element that is missing fails the load, unlike a member that is:
// https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-copy-from-json.html
function chooseForArrays(shape: Shape, documents: number): Choice {
  const { fewest, most, numbers, onlyNumbers } = shape.array
  const everywhere = shape.count === documents && documents >= ENOUGH_DOCUMENTS
  if (everywhere && onlyNumbers && fewest === most && most > 1 && most <= MOST_ELEMENTS && numbers.type) {
    return { kind: 'elements', type: numbers.type, length: most }
  }
  return anything(shape)
}

function chooseForObjects(shape: Shape): Choice {
  const { members, memberCount, count, tooMany } = shape
  if (tooMany) return anything(shape, 'too many names, or too deep, for columns')
  if (members.size === 0 && !shape.unnamed) return anything(shape, 'always empty in the sample')
  // Where names are data, such as identifiers, each object has few of all there are.
  const asMap = members.size > MANY_NAMES && memberCount / count < members.size / 4
  return asMap ? anything(shape, `${members.size} different names`) : { kind: 'object' }
}

function chooseForMixed(shape: Shape): Choice {
  const remark = describeMixture(shape.kinds)
  const nested = shape.kinds.has('array') || shape.kinds.has('object')
  return nested ? anything(shape, remark) : chooseText(shape, [remark])
}

function chooseText(shape: Shape, remarks: readonly string[]): Choice {
  const { bytes, unreadable } = shape
  if (unreadable) return { kind: 'none', fault: unreadable }
  if (bytes > MOST_BYTES) return anything(shape, ...remarks, LONG_TEXT)
  return { kind: 'column', type: `varchar(${roomFor(bytes)})`, remarks }
}

function anything(shape: Shape, ...remarks: readonly string[]): Choice {
  if (shape.unfit) return { kind: 'none', fault: shape.unfit }
  return { kind: 'column', type: 'super', remarks }
}

function column(type: ColumnType, ...remarks: readonly string[]): Choice {
  return { kind: 'column', type, remarks }
}

const ENOUGH_DOCUMENTS = 10
const MANY_NAMES = 32
const MOST_BYTES = 65_535
/** https://docs.aws.amazon.com/redshift/latest/dg/r_enable_large_strings_opt_in.html */
const LONG_TEXT = 'longer than VARCHAR: the warehouse needs enable_large_strings_opt_in, or COPY refuses it'

/** Returns the length of a VARCHAR that has room for half as many bytes again: a power of two. */
export function roomFor(bytes: number): number {
  let length = 16
  while (length < bytes * 1.5) length *= 2
  return Math.min(length, MOST_BYTES)
}

const NAMES: Readonly<Record<JsonKind, string>> = {
  array: 'an array',
  boolean: 'a boolean',
  number: 'a number',
  object: 'an object',
  string: 'a string',
}

function describeMixture(kinds: ReadonlyMap<JsonKind, Example>): string {
  const each = [...kinds].map(
    ([kind, { value, object, line }]) => `${NAMES[kind]} (${value} in ${object}, line ${line})`,
  )
  return `${each.slice(0, -1).join(', ')} or ${each.at(-1)!}`
}
