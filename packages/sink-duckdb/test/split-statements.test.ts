import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { DuckDbSink } from '../src/index.js'
import { duckDbFixture, rowsOf } from './fixture.js'

const textsOf = (text: string) =>
  new DuckDbSink({ file: 'x.duckdb' }).powers.split!({ text }, 'one').map((statement) => statement.text)

test.each([
  [`select 'a;''b'; select "c;""d"`, [`select 'a;''b'`, `select "c;""d"`]],
  // A backslash escapes in strings with E alone.
  [`select '\\'; select 2`, [`select '\\'`, 'select 2']],
  [`select e'\\'; select 2'`, [`select e'\\'; select 2'`]],
  ['select $$a;b$$; select $x$;$$;$x$', ['select $$a;b$$', 'select $x$;$$;$x$']],
  ['select 1 /* ; /* ; */ ; */; -- last;\nselect 2', ['select 1 /* ; /* ; */ ; */', '-- last;\nselect 2']],
  ['select a$b$c from (select 1 as a$b$c); select 2', ['select a$b$c from (select 1 as a$b$c)', 'select 2']],
  [';; select 1 ;\n;', ['select 1']],
])('cuts %s as DuckDB does', async (text, statements) => {
  expect(textsOf(text)).toEqual(statements)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  expect((await connection.extractStatements(text)).count).toBe(statements.length)
  connection.closeSync()
  instance.closeSync()
})

test.each([
  [`select 1;\nselect 'a`, `What ' begins in line 2 has no end.`],
  ['select $body$ x', 'What $body$ begins in line 1 has no end.'],
  ['/* a', 'What /* begins in line 1 has no end.'],
  ['select 1; commit', '"commit" would end the transaction of its step; leave it out.'],
])('refuses %s before anything runs', (text, message) => {
  expect(() => textsOf(text)).toThrow(message)
})

test('each statement of a text gets the values that it names', async () => {
  await using fixture = await duckDbFixture()
  const values = [1, 'x'] as const
  const text =
    'create table t (id integer, name varchar); insert into t values ($1, $2); update t set name = $2 || id'
  const { split } = fixture.sink.powers
  await fixture.sink.transaction({ scope: 'p/step' }, async (tx) => {
    for (const statement of split!({ text, values }, 'one')) await tx.execute(statement)
  })
  expect(await rowsOf(fixture.file, 'select * from t')).toEqual([{ id: 1, name: 'x1' }])
  expect(() => split!({ text: 'select $3', values }, 'one')).toThrow('names $3')
})
