import { gzipSync } from 'node:zlib'
import { field, orderedFields } from '@arbalest/core'
import { collect, SourceError, type Copied, type Source } from '@arbalest/core/plugin'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CopyOptions } from '../../src/index.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const PEOPLE = orderedFields(
  'people',
  field('id', 'bigint', { notNull: true }),
  field('first', 'varchar(20)'),
  field('last', 'varchar(20)'),
)

/** Loads all objects of a fixture's source, read through `source`. */
async function load(
  { sink, source: own }: Pick<RedshiftFixture, 'sink' | 'source'>,
  source: Pick<Source, 'open' | 'url'> = own,
): Promise<Copied> {
  const objects = await collect(own.list())
  return sink.transaction({ scope: 'p/s', source }, (tx) => tx.copy(PEOPLE, objects))
}

const people = async () =>
  (await warehouse.query('select id, first, last from people order by id')).map((row) => Object.values(row))

describe('CSV with a header', () => {
  const csv: CopyOptions = { format: 'csv', ignoreHeader: 1 }

  test('is loaded by name, whatever the order of each object, and however it is compressed', async () => {
    await using fixture = await warehouse.fixture({ copy: csv })
    await fixture.source.put('a.csv', 'id,first,last\n1,Ada,Lovelace\n')
    await fixture.source.put('b.csv', 'last,first,id\nHopper,Grace,2\n')
    await fixture.source.put('c.csv.gz', gzipSync('Last,ID,First\nTuring,3,Alan\n'))
    await fixture.source.put('d.csv', '\ufefflast,id\r\nLiskov,4\r\n')
    await fixture.source.put('e.csv', '')
    expect(await load(fixture)).toEqual({ rows: 4, rejected: 0 })
    expect(await people()).toEqual([
      ['1', 'Ada', 'Lovelace'],
      ['2', 'Grace', 'Hopper'],
      ['3', 'Alan', 'Turing'],
      ['4', null, 'Liskov'],
    ])
  })

  test('is refused if the header lacks what must have a value, and nothing is loaded', async () => {
    await using fixture = await warehouse.fixture({ copy: csv })
    await fixture.source.put('a.csv', 'id,first,last\n1,Ada,Lovelace\n')
    await fixture.source.put('b.csv', 'last,first\nHopper,Grace\n')
    await expect(load(fixture)).rejects.toMatchObject({
      code: 'NAMES_DIFFER',
      message: expect.stringContaining('b.csv: its header lacks "id"') as string,
    })
    expect(await fixture.tables()).toEqual([])
  })

  test('is taken by position if that is said, and nothing is read then', async () => {
    await using fixture = await warehouse.fixture({ copy: { ...csv, match: 'position' } })
    await fixture.source.put('a.csv', 'id,last,first\n1,Ada,Lovelace\n')
    const unreadable: Pick<Source, 'open' | 'url'> = {
      url: fixture.source.url,
      open: () => {
        throw new Error('it is read')
      },
    }
    expect(await load(fixture, unreadable)).toEqual({ rows: 1, rejected: 0 })
    expect(await people()).toEqual([['1', 'Ada', 'Lovelace']])
  })

  test('is taken by position if it may not be read, which is noticed once', async () => {
    await using fixture = await warehouse.fixture({ copy: csv })
    await fixture.source.put('a.csv', 'id,first,last\n1,Ada,Lovelace\n')
    await fixture.source.put('b.csv', 'id,first,last\n2,Grace,Hopper\n')
    const notices: string[] = []
    await using sink = fixture.sinkWith({ copy: csv }, undefined, (message) => void notices.push(message))
    const denied: Pick<Source, 'open' | 'url'> = {
      url: fixture.source.url,
      open: () => {
        throw new SourceError('SOURCE_DENIED', 'S3 refused to read it.')
      },
    }
    expect(await load({ sink, source: fixture.source }, denied)).toEqual({ rows: 2, rejected: 0 })
    expect(notices).toEqual([
      expect.stringMatching(/^Fields are taken in their order, .*\.csv: S3 refused to read it\.$/),
    ])
  })
})

describe('delimited text with a header', () => {
  test('is loaded by name too', async () => {
    const copy: CopyOptions = { format: 'delimited', ignoreHeader: 2, removeQuotes: true }
    await using fixture = await warehouse.fixture({ copy })
    await fixture.source.put('a.txt', 'People of May\n"last"|"id"|"first"\n"Lovelace"|1|"Ada"\n')
    expect(await load(fixture)).toEqual({ rows: 1, rejected: 0 })
    expect(await people()).toEqual([['1', 'Ada', 'Lovelace']])
  })
})

describe('Parquet', () => {
  const file = (...names: readonly string[]) =>
    Buffer.from(
      parquetWriteBuffer({
        columnData: names.map((name) =>
          name === 'id'
            ? { name, data: [1n], type: 'INT64' as const }
            : { name, data: [name], type: 'STRING' as const },
        ),
      }),
    )

  test('is refused if its columns stand in another order, unless position is said', async () => {
    const swapped = file('id', 'last', 'first')
    await using fixture = await warehouse.fixture({ copy: { format: 'parquet' } })
    await fixture.source.put('a.parquet', file('id', 'first', 'last'))
    await fixture.source.put('b.parquet', swapped)
    await expect(load(fixture)).rejects.toMatchObject({
      code: 'NAMES_DIFFER',
      message: expect.stringContaining(
        'b.parquet: its columns are "id", "last", "first", and the fields are "id", "first", "last"',
      ) as string,
    })
    await using lax = await warehouse.fixture({ copy: { format: 'parquet', match: 'position' } })
    await lax.source.put('b.parquet', swapped)
    expect(await load(lax)).toEqual({ rows: 1, rejected: 0 })
    expect(await people()).toEqual([['1', 'last', 'first']])
  })

  test('is loaded if it calls its columns something else altogether', async () => {
    await using fixture = await warehouse.fixture({ copy: { format: 'parquet' } })
    await fixture.source.put('a.parquet', file('id', '_col1', '_col2'))
    expect(await load(fixture)).toEqual({ rows: 1, rejected: 0 })
  })
})
