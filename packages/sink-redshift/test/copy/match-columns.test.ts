import { field, orderedFields } from '@arbalest/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkColumnsOfFile, columnsOfHeader } from '../../src/copy/files/match-columns.js'

const { columns } = orderedFields(
  'orders',
  field('id', 'bigint', { notNull: true }),
  field('first_name', 'varchar(20)'),
  field('last_name', 'varchar(20)'),
)

const namesFor = (...header: readonly string[]) =>
  columnsOfHeader(columns, 's3://b/k', header).map(({ name }) => name)

const outcomeOf = (header: readonly string[]): readonly string[] | Error => {
  try {
    return namesFor(...header)
  } catch (error) {
    return error as Error
  }
}

describe('the columns of a header', () => {
  test.each<[header: string[], expected: string[]]>([
    [
      ['id', 'first_name', 'last_name'],
      ['id', 'first_name', 'last_name'],
    ],
    [
      ['Last Name', 'ID', 'firstName'],
      ['last_name', 'id', 'first_name'],
    ],
    [
      ['last-name', 'id'],
      ['last_name', 'id'],
    ],
    // A delimiter at the end of each line.
    [
      ['last_name', 'first_name', 'id', ''],
      ['last_name', 'first_name', 'id'],
    ],
    // No name is a column's: a title, or another language.
    [
      ['Kundennummer', 'Vorname', 'Nachname'],
      ['id', 'first_name', 'last_name'],
    ],
    // As many as there are fields, and each that is known stands in its place.
    [
      ['id', 'given name', 'last name'],
      ['id', 'first_name', 'last_name'],
    ],
  ])('%j are %j', (header, expected) => {
    expect(namesFor(...header)).toEqual(expected)
  })

  test.each<[header: string[], message: string]>([
    [['first_name', 'last_name'], 's3://b/k: its header lacks "id", which must have a value.'],
    [['id', 'first_name', 'First Name'], 'its header has "First Name" twice'],
    [['id', 'x', 'x'], 'its header has "x" twice'],
    [['id', 'last_name', 'given'], 'its header has "given", and no field has this name'],
    [['id', 'first_name', 'last_name', 'more'], 'its header has "more", and no field has this name'],
  ])('%j are refused', (header, message) => {
    expect(() => namesFor(...header)).toThrow(message)
  })

  const NAMES = ['id', 'first_name', 'last_name', 'other', 'ID', 'First Name', '']

  test('of any header are all of those it names, each once and in its order; or the fields as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...NAMES), { maxLength: 5 }), (header) => {
        const found = outcomeOf(header)
        if (found instanceof Error) {
          expect(found).toMatchObject({ code: 'NAMES_DIFFER', retryable: false })
        } else if (found.join() !== columns.map(({ name }) => name).join()) {
          const named = header.slice(0, found.length).map((name) => name.toLowerCase().replace(' ', '_'))
          expect(found).toEqual(named)
          expect(found).toContain('id')
        }
      }),
    )
  })
})

test.each<[fields: string[], refused: boolean]>([
  [['id', 'first_name', 'last_name'], false],
  [['ID', 'FirstName', 'LastName'], false],
  [['_col0', '_col1', '_col2'], false],
  [['id', 'given', 'last_name'], false],
  [['id', 'first_name'], false],
  [['id', 'last_name', 'first_name'], true],
  [['extra', 'id', 'first_name', 'last_name'], true],
  [['first_name', 'last_name'], true],
])('a file with the columns %j is refused: %s', (fields, refused) => {
  const check = () => checkColumnsOfFile(columns, 's3://b/k', fields)
  if (refused) expect(check).toThrow('s3://b/k: its columns are ')
  else expect(check).not.toThrow()
})
