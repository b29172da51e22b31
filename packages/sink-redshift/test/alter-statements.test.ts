import { jsonObject, property } from '@arbalest/core'
import { compareTable, type TableColumn } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { alterStatements } from '../src/tables/alter-statements.js'
import type { DescribedTable } from '../src/tables/describe-table.js'

const TARGET = jsonObject('events', property('id', 'bigint'), property('name', 'varchar(16)'))

const STORED: DescribedTable['storage'] = { sortKey: [], encodings: new Map(), defaults: new Map() }

/** The first words of the statements that alter a table of these columns, each a name and its type. */
function wordsFor(columns: Readonly<Record<string, string>>, storage: DescribedTable['storage']): string[] {
  const existing = Object.entries(columns).map(([name, type]): TableColumn => ({
    name,
    type,
    notNull: false,
    hasDefault: false,
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
  const identity = { ...STORED!, defaults: new Map([['number', '"identity"(100, 0, \'1,1\'::text)']]) }
  expect(wordsFor(columns, identity)).toEqual([])
})
