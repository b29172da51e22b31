import { jsonObject, property } from '@arbalest/core'
import { compareTable, type Table, type TableColumn } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { alterStatements } from '../../src/tables/alter-statements.js'

const TARGET = jsonObject('events', property('id', 'bigint'), property('name', 'varchar(16)'))

const STORED: Table['storage'] = { sortKey: [] }

/** The first words of the statements that alter a table of these columns, each a name and its type. */
function wordsFor(
  columns: Readonly<Record<string, string>>,
  storage: Table['storage'],
  more: Partial<TableColumn> = {},
): string[] {
  const existing = Object.entries(columns).map(([name, type]): TableColumn => ({
    name,
    type,
    notNull: false,
    hasDefault: false,
    ...more,
  }))
  const differences = compareTable(TARGET, existing)
  const statements = alterStatements({ columns: existing, storage, hasRows: true }, TARGET, differences)
  return statements.map(({ text }) => text.split(' ')[0]!)
}

test('a table that is as its target says needs no statement', () => {
  expect(wordsFor({ id: 'bigint', name: 'varchar(16)' }, STORED)).toEqual([])
})

test('what ALTER TABLE can do does not depend on how the table is stored', () => {
  expect(wordsFor({ id: 'bigint' }, undefined)).toEqual(['alter'])
  expect(wordsFor({ id: 'bigint', name: 'varchar(8)' }, undefined)).toEqual(['alter'])
})

test('a table is rebuilt only if it is known how it is stored, and without an IDENTITY', () => {
  const columns = { id: 'date', name: 'varchar(16)' }
  expect(wordsFor(columns, STORED)).toContain('insert')
  expect(wordsFor(columns, undefined)).toEqual([])
  const identity = { hasDefault: true, default: '"identity"(100, 0, \'1,1\'::text)' }
  expect(wordsFor(columns, STORED, identity)).toEqual([])
})

test('a column is lengthened only if its encoding takes that, and otherwise the table is rebuilt', () => {
  const columns = { id: 'bigint', name: 'varchar(8)' }
  expect(wordsFor(columns, STORED, { storage: { encode: 'zstd' } })).toEqual(['alter'])
  expect(wordsFor(columns, STORED, { storage: { encode: 'text255' } })).toContain('insert')
})
