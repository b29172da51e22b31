import { expect, test } from 'vitest'
import { bindValues } from '../../src/statements/syntax/bind-values.js'
import { excerpt } from '../../src/statements/syntax/user-statement.js'

test('a statement without values is sent as it is', () => {
  expect(bindValues({ text: `select '$1'` })).toEqual({ text: `select '$1'`, values: [] })
})

test('values are bound as text, dates in UTC', () => {
  const values = [1, 2n, true, null, `it's`, new Date(Date.UTC(2026, 0, 2, 3, 4, 5))]
  for (const text of [
    'insert into t values ($1, $2, $3, $4, $5, $6)',
    '-- why\n/* what */ SELECT $1, $2, $3, $4, $5, $6',
    ' with x as (select $1) select $2, $3, $4, $5, $6',
  ]) {
    expect(bindValues({ text, values })).toEqual({
      text,
      values: ['1', '2', 'true', null, `it's`, '2026-01-02T03:04:05.000Z'],
    })
  }
})

test('values are written in where Redshift binds none', () => {
  const written = (text: string, ...values: (string | number | boolean | null | Date)[]) =>
    bindValues({ text, values }).text
  expect(written('create table t as select * from e where a = $1 and b = $2', `it's`, -1)).toBe(
    `create table t as select * from e where a = 'it''s' and b = (-1)`,
  )
  expect(written('call p($1, $2, $3)', null, false, new Date(0))).toBe(
    `call p(null, false, '1970-01-01T00:00:00.000Z')`,
  )
  expect(written('call p($1)', NaN)).toBe(`call p('NaN')`)
})

test('what is quoted or a comment is left alone where values are written in', () => {
  const quoted = `'$1 ''$1 \\'$1' "$1" -- $1\n /* $1 */ $$ $1 $$ $tag$ $1 $ $tag$ a$1`
  expect(bindValues({ text: `call p(${quoted}, $1)`, values: [7] }).text).toBe(`call p(${quoted}, 7)`)
})

test('a value that a statement names and does not have is reported', () => {
  expect(() => bindValues({ text: 'call p($2)', values: [1] })).toThrow('names $2, and has 1 value')
})

test('a value is bound only if the statement names it, and numbered as it is sent', () => {
  expect(bindValues({ text: `select $3, $1, $3, '$2'`, values: ['a', 'b', 'c'] })).toEqual({
    text: `select $1, $2, $1, '$2'`,
    values: ['c', 'a'],
  })
})

test('comments within comments are left alone where values are written in', () => {
  const text = 'call p(/* /* */ $1 */ $1)'
  expect(bindValues({ text, values: ['*/'] }).text).toBe(`call p(/* /* */ $1 */ '*/')`)
})

test('an excerpt is short, on one line, and without what stands in quotes', () => {
  expect(excerpt(`copy t\n  from 's3://b/k' access_key_id 'AKIA' x 'it''s' y 'open`)).toBe(
    `copy t from '…' access_key_id '…' x '…' y '…'`,
  )
  expect(excerpt(`select ${'x'.repeat(100)}`)).toHaveLength(81)
})
