import { expect, test } from 'vitest'
import type { ColumnType } from '../../src/index.js'
import { compareColumns } from '../../src/plugin.js'

/** How a column of the type `actual` differs from one that is declared as `declared`. */
const kindOf = (declared: ColumnType, actual: string) =>
  compareColumns(
    [{ name: 'c', type: declared }],
    [{ name: 'c', type: actual, notNull: false, hasDefault: false }],
  )[0]?.kind

test.each([
  ['int8', 'bigint', undefined],
  ['text', 'varchar(256)', undefined],
  ['varchar(16)', 'varchar(32)', 'wider'],
  ['varchar(32)', 'varchar(16)', 'narrower'],
  ['varchar(16)', 'char(16)', 'narrower'],
  ['char(16)', 'varchar(16)', 'wider'],
  ['integer', 'bigint', 'wider'],
  ['integer', 'smallint', 'narrower'],
  ['integer', 'numeric(18,0)', 'wider'],
  ['bigint', 'numeric(18,0)', 'narrower'],
  ['decimal(10,2)', 'numeric(12,4)', 'wider'],
  ['decimal(10,2)', 'numeric(12,1)', 'narrower'],
  ['decimal(10,2)', 'numeric(10,4)', 'narrower'],
  ['decimal(10,2)', 'bigint', 'narrower'],
  ['real', 'double precision', 'wider'],
  ['double precision', 'real', 'narrower'],
  ['integer', 'varchar(16)', 'other type'],
  ['integer', 'real', 'other type'],
  ['timestamp', 'timestamptz', 'other type'],
  ['date', 'timestamp', 'other type'],
  ['super', 'varchar(65535)', 'other type'],
  ['varbyte(16)', 'bytea', undefined],
] as const)('for %s in the target, %s in the table is %s', (declared, actual, kind) => {
  expect(kindOf(declared, actual)).toBe(kind)
})

test('reports what only one of them has, and its effect on a load', () => {
  const declared = [
    { name: 'id', type: 'bigint' },
    { name: 'at', type: 'timestamp' },
    { name: 'name', type: 'varchar(16)', notNull: true },
    { name: 'place', type: 'varchar(16)' },
  ]
  const actual = [
    { name: 'name', type: 'varchar(8)', notNull: false, hasDefault: false },
    { name: 'at', type: 'date', notNull: false, hasDefault: false },
    { name: 'place', type: 'varchar(32)', notNull: true, hasDefault: true },
    { name: 'note', type: 'super', notNull: false, hasDefault: false },
    { name: 'state', type: 'char(2)', notNull: true, hasDefault: true },
    { name: 'region', type: 'char(2)', notNull: true, hasDefault: false },
  ]
  expect(compareColumns(declared, actual)).toEqual([
    { kind: 'missing', effect: 'stops a load', column: 'id', declared: 'bigint' },
    { kind: 'other type', effect: 'stops a load', column: 'at', declared: 'timestamp', actual: 'date' },
    {
      kind: 'narrower',
      effect: 'may refuse rows',
      column: 'name',
      declared: 'varchar(16)',
      actual: 'varchar(8)',
    },
    { kind: 'nullable', effect: 'harmless', column: 'name' },
    { kind: 'wider', effect: 'harmless', column: 'place', declared: 'varchar(16)', actual: 'varchar(32)' },
    { kind: 'not null', effect: 'may refuse rows', column: 'place' },
    { kind: 'extra', effect: 'harmless', column: 'note', actual: 'super' },
    { kind: 'extra', effect: 'harmless', column: 'state', actual: 'char(2)' },
    { kind: 'extra', effect: 'stops a load', column: 'region', actual: 'char(2)' },
  ])
})
