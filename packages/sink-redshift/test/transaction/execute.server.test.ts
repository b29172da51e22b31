import { collect } from '@arbalest/core/plugin'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

test('values are bound in queries, and written in elsewhere', async () => {
  await using fixture = await warehouse.fixture()
  const values = [`it's a \\ "test"`, new Date(Date.UTC(2026, 0, 2)), null, 7]
  await fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.execute({
      text: 'create table events as select $1 as a, cast($2 as timestamp) as b, $4 as d',
      values,
    })
    await tx.execute({ text: 'insert into events (a, b, d) values ($1, $2, $3)', values: values.slice(0, 3) })
  })
  const row = `select a, cast(b as varchar) as b, d from events order by d`
  expect(await warehouse.query(row)).toEqual([
    { a: values[0], b: '2026-01-02 00:00:00', d: 7 },
    { a: values[0], b: '2026-01-02 00:00:00', d: null },
  ])
})

test('a statement that the server refuses is reported by its beginning', async () => {
  await using fixture = await warehouse.fixture()
  const text = `select 'secret', nothing from nowhere`
  await expect(fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.execute({ text }))).rejects.toThrow(
    `could not run "select '…', nothing from nowhere": relation "nowhere" does not exist`,
  )
})

test.each(['one', 'none', 'a rehearsal'] as const)(
  'a COPY of a user that fails for rows is reported with them, in a transaction or not: %s',
  async (transaction) => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table t (id integer, note varchar(4))')
    await fixture.source.put('in/a.csv', '1,ok\n2,too long\n')
    const object = `${fixture.source.url}in/a.csv`
    const statement = { text: `copy t from '${object}' iam_role default csv` }
    const { sink } = fixture
    const work = {
      one: () => sink.transaction({ scope: 'p/s' }, (tx) => tx.execute(statement)),
      none: () => collect(sink.powers.executeAlone!('p/s', [statement])),
      'a rehearsal': () => sink.powers.rehearse!({ scope: 'p/s' }, (tx) => tx.execute(statement)),
    }
    await expect(work[transaction]()).rejects.toMatchObject({
      code: 'LOAD_REJECTED',
      message: expect.stringMatching(
        /^Could not run "copy t from '…' iam_role default csv.*": s3:.*in\/a\.csv, line 2, column "note": String length exceeds DDL length$/,
      ),
      rejections: [{ object, line: 2, column: 'note', reason: 'String length exceeds DDL length' }],
    })
    expect(await warehouse.query('select * from t')).toEqual([])
  },
)

test.each(['truncate t', ' /* now */ COMMIT', '/* /* */ */ commit', '; -- ;\n;commit', 'rollback'])(
  'the statement "%s" is refused, as it would end the transaction',
  async (text) => {
    await using fixture = await warehouse.fixture()
    const work = fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
      await tx.execute({ text: 'create table t (id integer)' })
      await tx.execute({ text })
    })
    await expect(work).rejects.toThrow(/would end the transaction/)
    expect(await fixture.tables()).toEqual([])
  },
)

test.each(['commit', 'commit; begin', 'end; create table u (id integer)', 'select 1'])(
  'a text that goes on after its first statement is refused, and nothing of it is done: %s',
  async (more) => {
    await using fixture = await warehouse.fixture()
    const work = fixture.sink.transaction({ scope: 'p/s' }, (tx) =>
      tx.execute({ text: `create table t (id integer); ${more}` }),
    )
    await expect(work).rejects.toThrow(/"create table t .* has several statements/)
    expect(await fixture.tables()).toEqual([])
  },
)

test.each(['begin', 'start transaction'])('the statement "%s" is refused', async (text) => {
  await using fixture = await warehouse.fixture()
  const work = fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.execute({ text }))
  await expect(work).rejects.toThrow(/would begin a transaction/)
})
