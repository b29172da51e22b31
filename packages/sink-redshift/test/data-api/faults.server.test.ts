import { collect, each, type Sink, type SourceObject } from '@arbalest/core/plugin'
import { EVENTS } from '@arbalest/testing'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { putObject } from '../put-object.js'
import { DATA_API, startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterEach(() => warehouse.faults.clear())
afterAll(() => warehouse[Symbol.asyncDispose]())

const fixtureOf = () => warehouse.fixture({ connection: DATA_API })

function loadOnce(sink: Sink, listed: readonly SourceObject[]): Promise<void> {
  return sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.copy(EVENTS, listed)
    await tx.mark([{ key: 'a', version: '1' }])
  })
}

async function expectLoads(fixture: RedshiftFixture, times: 0 | 1): Promise<void> {
  expect(await collect(each(fixture.sink.marks('p/s')))).toHaveLength(times)
  expect(await fixture.rows('events')).toHaveLength(times)
}

test.each(['begin', 'lock table', 'create table', 'copy', 'insert', 'commit'])(
  'of a %s whose answer is lost, the call is made again, and not run again',
  async (statement) => {
    await using fixture = await fixtureOf()
    const listed = await putObject(fixture, { id: 1 })
    warehouse.faults.add({ kind: 'answer-lost', sql: new RegExp(`^${statement}`), times: 2 })
    await loadOnce(fixture.sink, listed)
    await expectLoads(fixture, 1)
  },
)

test.each(['DescribeStatement', 'GetStatementResult'])(
  'an answer to %s that is lost is asked for again',
  async (operation) => {
    await using fixture = await fixtureOf()
    const listed = await putObject(fixture, { id: 1 })
    warehouse.faults.add({ kind: 'answer-lost', operation, times: 2 })
    await loadOnce(fixture.sink, listed)
    await expectLoads(fixture, 1)
  },
)

test('of a commit that AWS never answers, the marks show what became of it', async () => {
  await using fixture = await fixtureOf()
  const listed = await putObject(fixture, { id: 1 })
  warehouse.faults.add({ kind: 'answer-lost', sql: /^commit/ })
  await expect(loadOnce(fixture.sink, listed)).rejects.toMatchObject({
    code: 'CONNECTION_LOST',
    retryable: true,
  })
  await expectLoads(fixture, 1)
})

test('of a COPY that AWS never answers nothing is left, and nobody waits for its session', async () => {
  await using fixture = await fixtureOf()
  const listed = await putObject(fixture, { id: 1 })
  const heal = warehouse.faults.add({ kind: 'answer-lost', sql: /^copy/ })
  await expect(loadOnce(fixture.sink, listed)).rejects.toMatchObject({
    code: 'CONNECTION_LOST',
    retryable: true,
  })
  heal()
  await loadOnce(fixture.sink, listed)
  await expectLoads(fixture, 1)
})

test('calls that are throttled are made again', async () => {
  await using fixture = await fixtureOf()
  const listed = await putObject(fixture, { id: 1 })
  warehouse.faults.add({ kind: 'throttled', operation: 'ExecuteStatement', times: 2 })
  warehouse.faults.add({ kind: 'throttled', operation: 'GetStatementResult', times: 1 })
  await loadOnce(fixture.sink, listed)
  await expectLoads(fixture, 1)
})

test.each(['copy', 'commit'])('a session that AWS closes before a %s takes all of it along', async (at) => {
  await using fixture = await fixtureOf()
  const listed = await putObject(fixture, { id: 1 })
  warehouse.faults.add({ kind: 'session-closed', sql: new RegExp(`^${at}`), times: 1 })
  await expect(loadOnce(fixture.sink, listed)).rejects.toMatchObject({
    code: 'CONNECTION_LOST',
    retryable: true,
    message: expect.stringContaining('Session is not available') as string,
  })
  await expectLoads(fixture, 0)
  await loadOnce(fixture.sink, listed)
  await expectLoads(fixture, 1)
})

test('a session that AWS closes between two transactions goes unnoticed', async () => {
  await using fixture = await fixtureOf()
  const listed = await putObject(fixture, { id: 1 })
  await fixture.sink.transaction({ scope: 'p/s' }, async () => {})
  warehouse.faults.add({ kind: 'session-closed', sql: /^begin/, times: 1 })
  await loadOnce(fixture.sink, listed)
  await expectLoads(fixture, 1)
})

test('who is denied a call learns which action to allow on what, and who has no valid credentials that', async () => {
  await using fixture = await fixtureOf()
  const heal = warehouse.faults.add({ kind: 'denied', operation: 'ExecuteStatement' })
  await expect(loadOnce(fixture.sink, [])).rejects.toMatchObject({
    code: 'SINK_DENIED',
    retryable: false,
    message: expect.stringMatching(
      /allow redshift-data:ExecuteStatement on "arn:aws:redshift-serverless:.*workgroup/,
    ) as string,
  })
  heal()
  warehouse.faults.add({ kind: 'token-expired' })
  await expect(loadOnce(fixture.sink, [])).rejects.toMatchObject({
    code: 'SINK_DENIED',
    message: expect.stringContaining('AWS does not accept the credentials') as string,
  })
})
