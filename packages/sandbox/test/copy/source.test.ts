import { describe, expect, test } from 'vitest'
import { load } from './load.js'

const manifest = (...entries: unknown[]) => JSON.stringify({ entries })

describe('a prefix', () => {
  test('loads every object whose key begins with it, in key order', async () => {
    const { rows, load: run } = await load('id int4', { d: '1', 'd.2': '2', 'd/3': '3\n4', e: '5' }, '')
    expect(rows).toEqual(['1', '2', '3', '4'])
    expect(run.files).toEqual([
      { url: 's3://b/d', size: 1, rows: 1, rejected: 0, lines: 1 },
      { url: 's3://b/d.2', size: 1, rows: 1, rejected: 0, lines: 1 },
      { url: 's3://b/d/3', size: 3, rows: 2, rejected: 0, lines: 2 },
    ])
  })

  test('that nothing begins with fails', async () => {
    expect((await load('id int4', { e: '1' }, '')).failure).toBe("The specified S3 prefix 'd' does not exist")
  })

  test('may lead to objects without a byte', async () => {
    expect((await load('id int4', { 'd/': '', 'd/1': '1' }, '')).rows).toEqual(['1'])
  })
})

describe('a manifest', () => {
  test.each([
    [
      'names objects, twice if it does',
      { d: manifest({ url: 's3://b/x' }, { url: 's3://c/y' }, { url: 's3://b/x', mandatory: true }) },
      ['1', '2', '1'],
    ],
    [
      'may name what is missing',
      { d: manifest({ url: 's3://b/nope', mandatory: false }, { url: 's3://b/x' }) },
      ['1'],
    ],
    [
      'has keys that do not matter',
      { d: JSON.stringify({ entries: [{ url: 's3://b/x', meta: { content_length: 1 }, a: 1 }], meta: {} }) },
      ['1'],
    ],
    ['is plain whatever the data are', { d: manifest({ url: 's3://b/x' }) }, ['1']],
  ])('%s', async (_, files, rows) => {
    const outcome = await load('id int4', { ...files, x: '1', 's3://c/y': '2' }, 'manifest')
    expect(outcome).toMatchObject({ rows, failure: undefined })
  })

  test.each([
    ['{"entries":[', 'Problem reading manifest file - it is not valid JSON'],
    ['[]', 'Problem reading manifest file - it has no "entries" array'],
    ['{"entries":[{}]}', 'Problem reading manifest file - entry 0 has no "url"'],
    [
      manifest({ url: 's3://b/x', mandatory: 'yes' }),
      'Problem reading manifest file - "mandatory" of entry 0 is neither true nor false',
    ],
    [
      manifest({ url: 's3://b/x', mandatory: true }, { url: 's3://b/nope', mandatory: true }),
      'Mandatory url is not present in manifest file.',
    ],
    [manifest({ url: 's3://b/nope' }), 'No files found for the COPY command'],
    [manifest(), 'No files found for the COPY command'],
    [manifest({ url: 's3://b' }), 'COPY with MANIFEST parameter requires full path of an S3 object.'],
    [manifest({ url: 'x' }), 'COPY with MANIFEST parameter requires full path of an S3 object.'],
    [
      manifest({ url: 's3://b/d' }),
      "Load into table 't' failed.  Check 'stl_load_errors' system table for details.",
    ],
  ])('%s fails', async (content, failure) => {
    expect((await load('id int4', { d: content, x: '1' }, 'manifest')).failure).toBe(failure)
  })

  test('that is not there fails', async () => {
    expect((await load('id int4', { x: '1' }, 'manifest')).failure).toBe(
      'Problem reading manifest file - no object s3://b/d',
    )
  })
})

describe('columns', () => {
  const table = 'id int4 not null identity, name varchar(9), seats int4 not null default'
  const byDefault = 'id int4 not null identity by default, name varchar(9)'

  test.each([
    ['leave the identity out', table, 'a|1', '', ['name', 'seats'], ['a\t1']],
    [
      'have the identity with EXPLICIT_IDS',
      table,
      '7|a|1',
      'explicit_ids',
      ['id', 'name', 'seats'],
      ['7\ta\t1'],
    ],
    [
      'of a list with the identity and EXPLICIT_IDS',
      table,
      '7|a',
      '(id, name) explicit_ids',
      ['id', 'name'],
      ['7\ta'],
    ],
    ['of a list in its order', table, '5|a', '(seats, name)', ['seats', 'name'], ['5\ta']],
    ['of a list with an identity by default', byDefault, '7|a', '(id, name)', ['id', 'name'], ['7\ta']],
  ])('%s', async (_, columns, content, parameters, names, rows) => {
    expect(await load(columns, content, parameters)).toMatchObject({
      columns: names,
      rows,
      failure: undefined,
    })
  })

  test.each([
    ['(id, name)', 'cannot set an identity column to a value'],
    ['(name) explicit_ids', 'EXPLICIT_IDS requires the identity column in the column list'],
    ['(nope)', 'column "nope" of relation "t" does not exist'],
  ])('of %s are refused', async (parameters, message) => {
    await expect(load(table, 'a', parameters)).rejects.toThrow(message)
  })

  test('left out that must not be NULL and have no default fail each row', async () => {
    const { errors, failure } = await load('a int4, b int4 not null', '1', '(a)')
    expect(errors).toEqual(['1:b: 1213 Missing data for not-null field'])
    expect(failure).toBe("Load into table 't' failed.  Check 'stl_load_errors' system table for details.")
  })
})

describe('errors', () => {
  test.each([
    ['', 'x\n1', [], 1, true],
    ['maxerror 1', 'x\n1', [], 1, true],
    ['maxerror 2', 'x\n1\ny\n2', [], 2, true],
    ['maxerror 3', 'x\n1\ny\n2', ['1', '2'], 2, false],
    ['ignoreallerrors', 'x\n1\ny\n2', ['1', '2'], 2, false],
  ])('%s of %j', async (parameters, content, rows, errors, fails) => {
    const outcome = await load('id int4', content, parameters)
    expect(outcome.rows).toEqual(rows)
    expect(outcome.load.rejected).toBe(errors)
    expect(outcome.failure).toBe(
      fails ? "Load into table 't' failed.  Check 'stl_load_errors' system table for details." : undefined,
    )
  })

  test('are counted over all objects', async () => {
    const outcome = await load('id int4', { 'd/1': 'x', 'd/2': 'y' }, 'maxerror 2')
    expect(outcome.failure).toContain('failed')
    expect(outcome.load.errors.map(({ filename }) => filename)).toEqual(['s3://b/d/1', 's3://b/d/2'])
  })

  test('tell all that the system tables show', async () => {
    const { load: run } = await load(
      'id int4, name varchar(3), n numeric(8,2)',
      'é|abcdé|x\n1|éabc|2',
      'maxerror 9',
    )
    expect(run.errors).toEqual([
      {
        filename: 's3://b/d',
        lineNumber: 1,
        column: 'id',
        type: 'int4',
        length: '0',
        position: 0,
        rawLine: '.|abcd.|x',
        rawField: 'é',
        code: 1207,
        reason: expect.stringContaining('Invalid digit') as string,
      },
      {
        filename: 's3://b/d',
        lineNumber: 2,
        column: 'name',
        type: 'varchar',
        length: '3',
        position: 0,
        rawLine: '1|.abc|2',
        rawField: 'éabc',
        code: 1204,
        reason: 'String length exceeds DDL length',
      },
    ])
  })

  test('NOLOAD finds them, and loads nothing', async () => {
    const outcome = await load('id int4', '1\nx\n2', 'noload maxerror 9')
    expect(outcome.rows).toEqual([])
    expect(outcome.errors).toHaveLength(1)
    expect(outcome.load.loaded).toBe(0)
  })
})
