import { orderedFields, SourceError, type Field } from '@arbalest/core'
import { columnName, matchFields } from '@arbalest/core/plugin'
import type { CsvRecord } from '@arbalest/formats'
import { chooseType } from './facts/choose-type.js'
import { fieldValue } from './field-value.js'
import { ColumnNames } from './name-columns.js'
import { Shape } from './facts/shape.js'

/** A field of records, and what was learned of it. */
export interface InferredField extends Field {
  /** How many of the records have a value there, from 0 to 1. */
  readonly share: number
  /** What a reader should know of it. */
  readonly remarks: readonly string[]
}

/** What is known of the values in each field. */
export class FieldColumns {
  count = 0
  /** How many lines are empty and no record. */
  blanks = 0
  readonly #shapes = new Map<string, { readonly name: string; readonly shape: Shape }>()
  readonly #headers = new Map<
    string,
    { readonly names: readonly string[]; readonly keys: readonly string[] }
  >()
  readonly #unnamed: readonly string[]

  constructor(fieldCount: number) {
    this.#unnamed = Array.from({ length: fieldCount }, (_, index) => `column_${index + 1}`)
  }

  add({ fields, names = this.#unnamed, isBlank, object, line }: CsvRecord): void {
    const { keys } = this.#headerOf(names)
    if (isBlank && keys.length > 1) {
      this.blanks++
      return
    }
    this.count++
    for (const [index, field] of fields.entries()) {
      const value = fieldValue(field)
      this.#shapes.get(keys[index]!)!.shape.add(value, { value, object, line })
    }
  }

  /** The fields, and whether the names of each header lead to them. */
  fields(): { readonly fields: readonly InferredField[]; readonly byName: boolean } {
    const naming = new ColumnNames(NOT_KEYS)
    const keys = [...this.#shapes.keys()].filter((key, index) => !this.#isEnd(key, index))
    const fields = keys.map((key, index) => {
      const { name, shape } = this.#shapes.get(key)!
      return fieldOf(shape, name, index, naming, this.count)
    })
    const { columns } = orderedFields('records', ...fields)
    const byName = [...this.#headers.values()].every((header) =>
      matchFields(columns, header.names).every(
        (column, index) => column === columns[keys.indexOf(header.keys[index]!)],
      ),
    )
    if (!byName && this.#headers.size > 1)
      throw new SourceError(
        'NOT_INFERRED',
        'The objects have different headers, and some names in them are missing, or are equal but for their spelling: their fields cannot go to columns. Load the objects of each header separately.',
      )
    return { fields, byName }
  }

  #headerOf(names: readonly string[]) {
    const written = JSON.stringify(names)
    const known = this.#headers.get(written)
    if (known) return known
    const keys = names.map((name, index) =>
      // A name that stands twice is one field the first time, and another the second.
      JSON.stringify([name, names.slice(0, index).filter((other) => other === name).length]),
    )
    for (const [index, key] of keys.entries()) {
      if (!this.#shapes.has(key)) this.#shapes.set(key, { name: names[index]!, shape: new Shape() })
    }
    const header = { names, keys }
    this.#headers.set(written, header)
    return header
  }

  /** Whether it is what stands behind the delimiter at the end of each line: nothing. */
  #isEnd(key: string, index: number): boolean {
    const { name, shape } = this.#shapes.get(key)!
    return name === '' && shape.count === 0 && index > 0 && index === this.#shapes.size - 1
  }
}

/** Names that a configuration does not take as keys. */
export const NOT_KEYS = ['__proto__', 'prototype', 'constructor']

function fieldOf(
  shape: Shape,
  header: string,
  index: number,
  naming: ColumnNames,
  count: number,
): InferredField {
  const choice = chooseType(shape, count)
  const [type, remarks] =
    choice.kind === 'column' && choice.type !== 'super'
      ? [choice.type, choice.remarks]
      : [ANY_TEXT, ['always empty in the sample']]
  const given = header === '' ? `column_${index + 1}` : header
  const named = naming.nameFor([given])
  return {
    name: named?.name ?? columnName([given]),
    type,
    share: shape.count / count,
    remarks: named ? [...remarks, named.reason] : remarks,
  }
}

const ANY_TEXT = 'varchar(256)'
