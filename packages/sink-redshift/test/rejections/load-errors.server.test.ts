import { LoadError } from '@arbalest/core/plugin'
import { EVENTS } from '@arbalest/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadErrorTable } from '../../src/copy/rejections/load-errors.js'
import { loadErrors, type LoadErrorTable } from '../../src/statements/catalog/load-errors.js'
import { putObject } from '../put-object.js'
import { startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

test('rows that do not fit are left out, and counted, if the user allows some', async () => {
  await using fixture = await warehouse.fixture()
  const context = { scope: 'p/s', badRows: { most: 2 } }
  const some = await putObject(fixture, { id: 1 }, { id: 'x' }, { id: 2, user: { name: 'far too long' } })
  const copied = await fixture.sink.transaction(context, (tx) => tx.copy(EVENTS, some))
  const object = some[0]!.url
  expect(copied).toEqual({
    rows: 1,
    rejected: 2,
    rejections: [
      {
        object,
        line: 2,
        column: 'id',
        position: 0,
        value: 'x',
        rawLine: '{"id":"x"}',
        code: '1207',
        reason: expect.stringContaining("'x'") as string,
      },
      {
        object,
        line: 3,
        column: 'user_name',
        position: 0,
        value: 'far too long',
        rawLine: '{"id":2,"user":{"name":"far too long"}}',
        code: '1204',
        reason: 'String length exceeds DDL length',
      },
    ],
  })
  const many = await putObject(fixture, { id: 'x' }, { id: 'y' }, { id: 3 }, { id: 'z' })
  const error: unknown = await fixture.sink
    .transaction(context, (tx) => tx.copy(EVENTS, many))
    .catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(LoadError)
  expect((error as LoadError).rejections.map(({ line }) => line)).toEqual([1, 2, 4])
  expect((error as LoadError).message).toContain('(and 2 more)')
})

test('a row that does not fit is reported as a person wants it', async () => {
  await using fixture = await warehouse.fixture()
  const bad = await putObject(fixture, { id: 1 }, { id: 2, user: { name: 'far too long' } })
  await expect(fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, bad))).rejects.toThrow(
    `${bad[0]!.url}, line 2, column "user_name": does not fit varchar(8): String length exceeds DDL length`,
  )
})

test('both of the tables that tell of load errors are read alike', async () => {
  await using fixture = await warehouse.fixture()
  const bad = await putObject(fixture, { id: 1 }, { id: 'x' })
  await expect(fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, bad))).rejects.toThrow(
    LoadError,
  )
  const [last] = await warehouse.query('select session from stl_load_errors order by query desc limit 1')
  const rows = async (table: LoadErrorTable) =>
    (await warehouse.query(loadErrors(table, { session: Number(last?.['session']) }).text)).map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value).trimEnd()])),
    )
  const expected = {
    object: bad[0]!.url,
    line: '2',
    column: 'id',
    position: '0',
    code: '1207',
    reason: expect.stringContaining("'x'") as string,
  }
  expect(await rows('stl_load_errors')).toEqual([{ ...expected, value: 'x', raw: '{"id":"x"}' }])
  expect(await rows('sys_load_error_detail')).toEqual([{ ...expected, value: '', raw: '' }])
})

test('either message of a failed load names the table that says more', () => {
  const failed = (table: string) => `Load into table 't' failed.  Check '${table}' system table for details.`
  expect(loadErrorTable(failed('stl_load_errors'))).toBe('stl_load_errors')
  expect(loadErrorTable(`${failed('sys_load_error_detail')} [ErrorId: 1-6a]`)).toBe('sys_load_error_detail')
  expect(loadErrorTable('S3ServiceException:Access Denied')).toBeUndefined()
})
