import { createServer, type AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { run, type RunEvent, type Pipeline } from '@arbalest/core'
import {
  ArbalestError,
  BulkStrategy,
  collect,
  each,
  ManifestStrategy,
  SinkJournal,
  type Sink,
  type SourceObject,
} from '@arbalest/core/plugin'
import { EVENTS, lines } from '@arbalest/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProxy } from './proxy.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

async function objects({ source }: RedshiftFixture): Promise<SourceObject[]> {
  await source.put('a', lines({ id: 1 }))
  return collect(source.list())
}

function loadOnce(sink: Sink, listed: readonly SourceObject[]): Promise<void> {
  return sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.copy(EVENTS, listed)
    await tx.mark([{ key: 'a', version: '1' }])
  })
}

function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
}

test('a connection that is lost during the work takes all of it along, and the next one is a new one', async () => {
  await using proxy = await startProxy(warehouse.url)
  await using fixture = await warehouse.fixture({ connection: proxy.url })
  const listed = await objects(fixture)
  const work = fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.copy(EVENTS, listed)
    proxy.cut()
    await tx.mark([{ key: 'a', version: '1' }])
  })
  await expect(work).rejects.toMatchObject({ code: 'CONNECTION_LOST', retryable: true })
  await loadOnce(fixture.sink, listed)
  expect(await fixture.rows('events')).toHaveLength(1)
})

test('a connection that is lost while nothing is sent is told by the commit', async () => {
  await using proxy = await startProxy(warehouse.url)
  await using fixture = await warehouse.fixture({ connection: proxy.url })
  const work = fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.mark([{ key: 'a', version: '1' }])
    proxy.cut()
    await new Promise((resolve) => setTimeout(resolve, 50))
  })
  await expect(work).rejects.toMatchObject({ code: 'CONNECTION_LOST', retryable: true })
  expect(await collect(each(fixture.sink.marks('p/s')))).toEqual([])
})

test.each([
  ['before it arrives', 'before', 0],
  ['before it is answered', 'after', 1],
] as const)('of a commit that is cut off %s, the marks tell what became of it', async (_, when, marks) => {
  await using proxy = await startProxy(warehouse.url)
  await using fixture = await warehouse.fixture({ connection: proxy.url })
  const listed = await objects(fixture)
  proxy.cutAt('commit', when)
  await expect(loadOnce(fixture.sink, listed)).rejects.toMatchObject({
    code: 'CONNECTION_LOST',
    retryable: true,
  })
  expect(await collect(each(fixture.sink.marks('p/s')))).toHaveLength(marks)
  expect(await fixture.rows('events')).toHaveLength(marks)
})

test.each(['before', 'after'] as const)(
  'a run whose commits are cut off %s loads each row once',
  async (when) => {
    await using proxy = await startProxy(warehouse.url)
    await using fixture = await warehouse.fixture({ connection: proxy.url })
    for (const [index, key] of ['a', 'b', 'c'].entries()) await fixture.source.put(key, lines({ id: index }))
    const pipeline = pipelineOf(fixture, fixture.sink, 's')
    const events: RunEvent['type'][] = []
    for await (const event of run([pipeline], { backoff: () => 0 })) {
      events.push(event.type)
      if (event.type === 'loading' && events.filter((type) => type === 'retrying').length < 2)
        proxy.cutAt('commit', when)
    }
    expect(events.filter((type) => type === 'retrying')).toHaveLength(2)
    expect((await fixture.rows('events')).map(({ id }) => id).toSorted()).toEqual([0, 1, 2])
  },
)

test('runs that make one table at the same time all get through', async () => {
  await using fixture = await warehouse.fixture()
  await fixture.source.put('a', lines({ id: 1 }))
  const names = ['s', 't', 'u', 'v']
  const runs = names.map(async (name) =>
    collect(run([pipelineOf(fixture, await fixture.another(), name)], { backoff: () => 10 })),
  )
  await Promise.all(runs)
  expect(await fixture.rows('events')).toHaveLength(names.length)
})

function pipelineOf(fixture: RedshiftFixture, sink: Sink, name: string): Pipeline {
  const scope = `p/${name}`
  return {
    name: 'p',
    steps: [
      {
        kind: 'load',
        name,
        scope,
        source: fixture.source,
        strategy: new ManifestStrategy({ batch: 1 }),
        sink,
        journal: new SinkJournal(sink, scope),
        target: EVENTS,
      },
    ],
  }
}

test('a run that is aborted while it waits for another ends at once, with its reason', async () => {
  await using fixture = await warehouse.fixture()
  const controller = new AbortController()
  const waiting = fixture.sinkWith({}, controller.signal)
  await fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.mark([{ key: 'a', version: '1' }])
    const late = errorOf(waiting.transaction({ scope: 'p/s' }, async () => 'too late'))
    await lockAwaited()
    const reason = new ArbalestError('ABORTED', 'That is enough.')
    controller.abort(reason)
    expect(await late).toBe(reason)
    expect(await errorOf(collect(waiting.marks('p/other')))).toBe(reason)
  })
  expect(await collect(each(fixture.sink.marks('p/s')))).toHaveLength(1)
})

test('a run that is aborted and cannot cancel breaks its connection', async () => {
  await using proxy = await startProxy(warehouse.url)
  await using fixture = await warehouse.fixture()
  const controller = new AbortController()
  const waiting = fixture.sinkWith({ connection: proxy.url }, controller.signal)
  await fixture.sink.transaction({ scope: 'p/s' }, async () => {
    const late = errorOf(waiting.transaction({ scope: 'p/s' }, async () => 'too late'))
    await lockAwaited()
    proxy.refuse()
    controller.abort(new Error('That is enough.'))
    expect(await late).toBe(controller.signal.reason)
  })
})

test('a run that is aborted between two verbs is rolled back', async () => {
  await using fixture = await warehouse.fixture()
  const controller = new AbortController()
  const sink = fixture.sinkWith({}, controller.signal)
  const listed = await objects(fixture)
  const work = sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.copy(EVENTS, listed)
    controller.abort(new Error('That is enough.'))
  })
  expect(await errorOf(work)).toBe(controller.signal.reason)
  expect(await fixture.tables()).toEqual([])
})

/** Waits until some session waits for a lock. */
async function lockAwaited(): Promise<void> {
  for (;;) {
    const waiting = await warehouse.query(`select 1 from pg_locks where not granted`)
    if (waiting.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

test('a host that nobody answers at is unreachable, and worth another try', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  await using fixture = await warehouse.fixture({ connection: `redshift://u:p@127.0.0.1:${port}/dev` })
  const unreachable = { code: 'SINK_UNREACHABLE', retryable: true }
  await expect(fixture.sink.transaction({ scope: 'p/s' }, async () => {})).rejects.toMatchObject(unreachable)
  await expect(collect(fixture.sink.marks('p/s'))).rejects.toMatchObject(unreachable)
})

test('a server that refuses the password is told so, without the password', async () => {
  await using server = await startRefusal('password authentication failed for user "ada"', '28P01')
  await using fixture = await warehouse.fixture({
    connection: `redshift://ada:hunter2@127.0.0.1:${server.port}/dev`,
  })
  const error = await errorOf(fixture.sink.transaction({ scope: 'p/s' }, async () => {}))
  expect(error).toMatchObject({ code: 'SINK_DENIED', retryable: false })
  expect((error as Error).message).toContain('password authentication failed for user "ada"')
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('hunter2')
})

test('a server without TLS is told so, where TLS is wanted', async () => {
  await using fixture = await warehouse.fixture({ connection: `${warehouse.url}?sslmode=require` })
  await expect(fixture.sink.transaction({ scope: 'p/s' }, async () => {})).rejects.toMatchObject({
    code: 'SINK_UNREACHABLE',
    retryable: false,
    message: expect.stringContaining('sslmode=disable') as string,
  })
})

test('no error of a load by keys shows them, however deep one looks', async () => {
  const secrets = { accessKeyId: 'AKIASECRET', secretAccessKey: 'wJalr/SECRET', sessionToken: 'tOkEn' }
  await using fixture = await warehouse.fixture({ iamRole: undefined, ...secrets })
  const listed = await objects(fixture)
  await fixture.source.remove('a')
  await fixture.source.put('b', lines({ id: 'x' }))
  const bad = await collect(fixture.source.list())
  const errors = [
    await errorOf(fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, listed))),
    await errorOf(fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, bad))),
    await errorOf(
      fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy({ ...EVENTS, table: 'no.events' }, bad)),
    ),
    await errorOf(
      fixture.sink.transaction({ scope: 'p/s' }, (tx) =>
        tx.execute({ text: `unload ('x') to 'y' access_key_id 'AKIASECRET' oops` }),
      ),
    ),
  ]
  for (const error of errors) {
    expect(error).toBeInstanceOf(ArbalestError)
    const shown = inspect(error, { depth: 9, showHidden: true })
    for (const secret of [...Object.values(secrets), new URL(warehouse.url).password]) {
      expect(shown.replaceAll('sandbox/', '')).not.toContain(secret)
    }
  }
})

test('a sink that is closed lets what is under way come to its end, and begins nothing', async () => {
  await using fixture = await warehouse.fixture()
  const { sink } = fixture
  const late = sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.execute({ text: 'create table t (id integer)' })
    return 'done'
  })
  await sink[Symbol.asyncDispose]()
  await sink[Symbol.asyncDispose]()
  expect(await late).toBe('done')
  await expect(sink.transaction({ scope: 'p/s' }, async () => {})).rejects.toThrow(/has been closed/)
})

test('a bulk load that fails leaves the table as it was', async () => {
  await using fixture = await warehouse.fixture()
  const target = EVENTS
  await loadOnce(fixture.sink, await objects(fixture))
  await fixture.source.put('b', lines({ id: 'x' }))
  const listed = await collect(fixture.source.list())
  const units = [{ key: '*', version: '1', objects: listed }]
  const work = fixture.sink.transaction({ scope: 'p/s' }, (tx) => new BulkStrategy().load(tx, target, units))
  await expect(work).rejects.toMatchObject({ code: 'LOAD_REJECTED' })
  expect((await fixture.rows('events')).map(({ id }) => id)).toEqual([1])
})

/** A server that answers whoever begins a session with an error. */
async function startRefusal(message: string, code: string): Promise<AsyncDisposable & { port: number }> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      const fields = Buffer.from(`SFATAL\0C${code}\0M${message}\0\0`)
      const header = Buffer.from([0x45, 0, 0, 0, 0])
      header.writeInt32BE(fields.length + 4, 1)
      socket.end(Buffer.concat([header, fields]))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
