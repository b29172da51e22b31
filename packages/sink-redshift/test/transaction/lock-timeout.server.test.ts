import { collect, each } from '@arbalest/core/plugin'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { completeOptions, RedshiftSink } from '../../src/index.js'
import { startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const scope = 'daily/orders'

/** A sink that waits for a lock this long. */
function patient(lockTimeout: string | undefined): RedshiftSink {
  const { hostname: host, port, username: user, password, pathname } = new URL(warehouse.url)
  return new RedshiftSink(
    completeOptions({
      connection: { host, port, user, password, database: pathname.slice(1), lockTimeout },
      iamRole: 'default',
      metadata: 's3://acme/arbalest/',
    }),
  )
}

test('a run that waits too long for a lock learns who holds it and since when, and may try again', async () => {
  await using fixture = await warehouse.fixture()
  await using impatient = patient('300ms')
  await using sink = patient('10m')
  await sink.transaction({ scope }, async (tx) => {
    await tx.mark([{ key: 'a', version: '1' }])
    const waiting = impatient.transaction({ scope }, async () => 'too late')
    await expect(waiting).rejects.toMatchObject({
      code: 'LOCK_TIMEOUT',
      retryable: true,
      message: expect.stringMatching(
        /^The table "arbalest_\S+" was locked for longer than lockTimeout \(0\.3 s\) by the user "awsuser" in the session \d+, whose transaction began at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\. /,
      ) as string,
    })
  })
  await impatient.transaction({ scope }, async (tx) => tx.mark([{ key: 'b', version: '1' }]))
  const marks = await collect(each(fixture.sink.marks(scope)))
  expect(marks.map(({ key }) => key)).toEqual(['a', 'b'])
})

test('a run that waits too long to read marks, or by the Data API, learns it too', async () => {
  await using fixture = await warehouse.fixture()
  await using impatient = patient('300ms')
  const database = new URL(warehouse.url).pathname.slice(1)
  const via = { via: 'data-api', database, iam: { workgroup: 'wg' }, lockTimeout: '1s' } as const
  const byApi = fixture.sinkWith({ connection: via })
  await fixture.sink.transaction({ scope }, async () => {
    await expect(collect(impatient.marks(scope))).rejects.toMatchObject({ code: 'LOCK_TIMEOUT' })
    await expect(byApi.transaction({ scope }, async () => 'too late')).rejects.toMatchObject({
      code: 'LOCK_TIMEOUT',
      message: expect.stringContaining('by the user "awsuser" in the session') as string,
    })
  })
})

test('who is patient gets the lock when the other has ended', async () => {
  await using _ = await warehouse.fixture()
  await using first = patient(undefined)
  await using second = patient('10m')
  const order: number[] = []
  await Promise.all(
    [first, second].map((sink, index) =>
      sink.transaction({ scope }, async (tx) => {
        order.push(index)
        await tx.mark([{ key: String(index), version: '1' }])
        order.push(index)
      }),
    ),
  )
  expect(order[0]).toBe(order[1])
  expect(order[2]).toBe(order[3])
})
