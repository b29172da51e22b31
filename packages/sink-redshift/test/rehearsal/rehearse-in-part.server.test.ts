import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collect, type Untried } from '@arbalest/core/plugin'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

async function rehearse({ sink }: RedshiftFixture, ...texts: string[]): Promise<readonly Untried[]> {
  const { untried = [] } = await sink.powers.rehearse!({ scope: 'p/s' }, async (tx) => {
    for (const text of texts) await tx.execute({ text })
  })
  return untried
}

describe('a rehearsal in part', () => {
  test('of UNLOAD runs its query, and writes and removes no object', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (id integer, word varchar(9))')
    await fixture.source.put('out/kept.txt', 'kept')
    const unload = (query: string) =>
      `unload ('${query}') to '${fixture.source.url}out/' iam_role default cleanpath parallel off`

    const untried = await rehearse(
      fixture,
      `insert into events values (1, 'it''s'); `,
      unload(`select * from events where word = \\'it\\\\\\'s\\'`),
      'select * from events',
    )

    expect(untried).toMatchObject([
      { instead: 'its query', reason: expect.stringContaining('writes objects') },
    ])
    expect((await collect(fixture.source.list())).map(({ key }) => key)).toEqual(['out/kept.txt'])
    await expect(rehearse(fixture, unload('select nonsense from events'))).rejects.toThrow(/nonsense/)
    await expect(rehearse(fixture, unload('select 1) as a; commit; select (1'))).rejects.toThrow(/several/)
  })

  test('of a COPY of one’s own reads the objects, and loads none', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (id integer)')
    await fixture.source.put('good.csv', '1\n2\n')
    await fixture.source.put('bad.csv', '1\nx\n')
    const copy = (name: string) => `copy events from '${fixture.source.url}${name}' iam_role default csv`

    expect(await rehearse(fixture, copy('good.csv'))).toMatchObject([{ instead: 'a COPY with NOLOAD' }])
    await expect(rehearse(fixture, copy('bad.csv'))).rejects.toThrow(/copy events/)
    expect(await fixture.rows('events')).toEqual([])
  })

  test('does not excuse what fails behind it', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (id integer)')
    const unload = `unload ('select 1') to '${fixture.source.url}out/' iam_role default`
    await expect(rehearse(fixture, unload, 'select * from nosuch')).rejects.toThrow(/nosuch/)
  })

  test('throws what a transaction refuses, whatever was not tried before', async () => {
    await using fixture = await warehouse.fixture()
    for (const text of ['truncate events', 'commit', 'begin'])
      await expect(rehearse(fixture, text)).rejects.toThrow(/would (end|begin)/)
  })
})
