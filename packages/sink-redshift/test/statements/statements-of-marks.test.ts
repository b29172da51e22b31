import { expect, test } from 'vitest'
import * as loadErrors from '../../src/statements/catalog/load-errors.js'
import * as marks from '../../src/statements/marks.js'
import * as session from '../../src/statements/session.js'
import { bindValues } from '../../src/statements/syntax/bind-values.js'
import * as tables from '../../src/statements/tables/tables.js'

const COLUMNS = '"key", "version", "scope", "target", "way", "identity", "state", "reason", "format"'

test('marks have a table, sorted by key, in which keys that differ in case are two, whatever the database does', () => {
  expect(marks.createMarks('ops.marks')).toEqual({
    text:
      'create table if not exists "ops"."marks" ("key" varchar(4096) collate case_sensitive not null, "version" varchar(4096) not null, ' +
      '"loaded_at" timestamp default getdate(), "scope" varchar(4096), "target" varchar(512), "way" varchar(4096), ' +
      '"identity" varchar(64), "state" varchar(16), "reason" varchar(4096), "format" smallint) sortkey ("key")',
  })
})

test('what is only locked holds nothing', () => {
  expect(tables.createLock('ops.lock')).toEqual({
    text: 'create table if not exists "ops"."lock" ("nothing" boolean)',
  })
  expect(tables.lockTable('ops.lock')).toEqual({ text: 'lock table "ops"."lock"' })
})

test('marks are read a page at a time, each after the last key of the one before', () => {
  expect(marks.pageOfMarks('m')).toEqual({
    text: `select ${COLUMNS} from "m" order by "key" limit 10000`,
  })
  expect(marks.pageOfMarks('m', `it's`)).toEqual({
    text: `select ${COLUMNS} from "m" where "key" > $1 order by "key" limit 10000`,
    values: [`it's`],
  })
})

test('marks are found, deleted and inserted by bound keys', () => {
  expect(marks.findMarks('m', ['a', 'b'])).toEqual({
    numbered: true,
    text: `select ${COLUMNS} from "m" where "key" in ($1, $2)`,
    values: ['a', 'b'],
  })
  expect(marks.deleteMarks('m', ['a'])).toEqual({
    numbered: true,
    text: 'delete from "m" where "key" in ($1)',
    values: ['a'],
  })
  const origin = { table: 't', way: 'manifest', identity: '7' }
  expect(
    marks.insertMarks('m', [
      { key: 'a', version: '1', scope: 'p/s', origin },
      { key: 'b', version: '2', scope: 'p/s', state: 'quarantined', reason: 'why' },
    ]),
  ).toEqual({
    numbered: true,
    text:
      'insert into "m" ("key", "version", "scope", "target", "way", "identity", "state", "reason", "format") ' +
      'values ($1, $2, $3, $4, $5, $6, $7, null, 2), ($8, $9, $3, null, null, null, $10, $11, 2)',
    values: ['a', '1', 'p/s', 't', 'manifest', '7', 'loaded', 'b', '2', 'quarantined', 'why'],
  })
})

test('what says that its values are numbered is sent as if its text had been read', () => {
  const table = `a "$1" 'b' -- /* $2`
  const mark = { key: `it's $3`, version: '1', scope: 'p/s', state: 'loaded' as const }
  for (const { text, values, ...numbered } of [
    marks.findMarks(table, ['a', '$2']),
    marks.deleteMarks(table, ['a']),
    marks.insertMarks(table, [mark, { ...mark, version: mark.key }, { ...mark, reason: '' }]),
  ]) {
    expect(numbered).toEqual({ numbered: true })
    expect(bindValues({ text, values, numbered: true })).toEqual(bindValues({ text, values }))
  }
})

test('a session begins, commits, rolls back, counts what it copied, returns its number and cancels another', () => {
  const { BEGIN, COMMIT, ROLLBACK } = session
  expect([BEGIN, COMMIT, ROLLBACK].map(({ text }) => text)).toEqual(['begin', 'commit', 'rollback'])
  expect(session.LAST_COPY.text).toBe('select pg_last_copy_id() as "query", pg_last_copy_count() as "rows"')
  expect(loadErrors.SESSION_NUMBER.text).toBe('select pg_backend_pid() as "session"')
  expect(session.cancel(42)).toEqual({ text: 'select pg_cancel_backend(42)' })
})

test('load errors are read of one COPY alone: by its number, or the last of a session', () => {
  expect(loadErrors.loadErrors('stl_load_errors', { session: 42 }).text).toBe(
    'select distinct filename as "object", line_number as "line", colname as "column", "position", raw_field_value as "value", raw_line as "raw", err_code as "code", err_reason as "reason" ' +
      'from stl_load_errors where session = 42 and query = (select max(query) from stl_load_errors where session = 42) order by 1, 2, 3, 4, 5 limit 1000',
  )
  expect(loadErrors.loadErrors('sys_load_error_detail', { session: 42 }).text).toBe(
    `select distinct file_name as "object", line_number as "line", column_name as "column", "position", '' as "value", '' as "raw", error_code as "code", error_message as "reason" ` +
      'from sys_load_error_detail where session_id = 42 and query_id = (select max(query_id) from sys_load_error_detail where session_id = 42) order by 1, 2, 3, 4, 5 limit 1000',
  )
  expect(loadErrors.loadErrors('stl_load_errors', { query: 7 }, true).text).toMatch(
    /^select filename .* from stl_load_errors where query = 7 order by 1, 2, 3, 4, 5 limit 100000$/,
  )
  expect(loadErrors.loadErrors('sys_load_error_detail', { query: 7 }).text).toMatch(
    /^select distinct file_name .* from sys_load_error_detail where query_id = 7 order by .* limit 1000$/,
  )
})
