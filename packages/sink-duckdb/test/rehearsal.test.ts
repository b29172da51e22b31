import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { jsonObject, property, run, validate, type LoadStep } from '@arbalest/core'
import { collect, ManifestStrategy, SinkJournal, type Sink, type Source } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { duckDbFixture, rowsOf } from './fixture.js'

const TARGET = jsonObject('events', property('id', 'integer'), property('name', 'varchar(4)'))

const stepOf = (sink: Sink, source: Source, more: Partial<LoadStep> = {}): LoadStep => ({
  kind: 'load',
  name: 'step',
  scope: 'p/step',
  source,
  strategy: new ManifestStrategy(),
  sink,
  journal: new SinkJournal(sink, 'p/step'),
  target: TARGET,
  ...more,
})

const pipelineOf = (step: LoadStep) => [{ name: 'p', steps: [step] }]

test('validate counts all rows that do not fit, and makes no file', async () => {
  await using fixture = await duckDbFixture()
  const lines = Array.from({ length: 150 }, () => '{"id":"x"}\n').join('')
  await fixture.source.put('a', `${lines}{"id":1}\n`)
  await fixture.source.put('b', '{"id":1,"name":"long"}\n{"id":1,"name":"longer"}\n')
  const [validated] = await collect(validate(pipelineOf(stepOf(fixture.sink, fixture.source))))
  expect(validated).toMatchObject({ possible: true, units: 2, objects: 2, rejected: 151 })
  expect(validated!.error).toBeUndefined()
  expect(existsSync(fixture.file)).toBe(false)
})

test('validate tries what a run adds to a table, and leaves the table as it is', async () => {
  await using fixture = await duckDbFixture()
  await rowsOf(fixture.file, 'create table events (id integer)')
  await fixture.source.put('a', '{"id":1,"name":"a"}\n')
  const validated = async (evolve?: 'add') => {
    const step = stepOf(fixture.sink, fixture.source, { target: { ...TARGET, ...(evolve && { evolve }) } })
    return (await collect(validate(pipelineOf(step))))[0]!
  }
  expect((await validated()).error).toMatchObject({ code: 'TARGET_MISMATCH' })
  expect(await validated('add')).toMatchObject({ units: 1, rejected: 0 })
  expect(await rowsOf(fixture.file, 'describe events')).toHaveLength(1)
})

test('a rehearsal runs no statement that a rollback does not take back', async () => {
  await using fixture = await duckDbFixture()
  const file = join(fixture.folder, 'out.csv')
  const copy = { text: `copy (select 1) to '${file}'` }
  const { untried } = await fixture.sink.powers.rehearse!({ scope: 'p/sql' }, async (tx) => {
    await tx.execute({ text: 'create table made (id integer)' })
    await tx.execute({ text: 'insert into made values (1)' })
    await tx.execute(copy)
  })
  expect(untried).toMatchObject([{ statement: copy, reason: expect.stringContaining('because a rollback') }])
  expect(existsSync(file)).toBe(false)
  expect(existsSync(fixture.file)).toBe(false)
})

test('an object that cannot be loaded is set aside, and loaded once it is corrected', async () => {
  await using fixture = await duckDbFixture()
  const step = stepOf(fixture.sink, fixture.source, { onBadObject: 'quarantine' })
  const load = () => collect(run(pipelineOf(step)))
  await fixture.source.put('a', '{"id":1}\n')
  await fixture.source.put('b', '{"id":"x"}\n')
  await fixture.source.put('c', 'no JSON\n')
  await fixture.source.put('d', '{"id":4}\n')
  await load()
  expect((await fixture.rows('events')).map(({ id }) => id)).toEqual([1, 4])
  const marks = await rowsOf(fixture.file, `select key, state, reason from arbalest.marks order by key`)
  expect(marks).toMatchObject([
    { key: 'a', state: 'loaded' },
    { key: 'b', state: 'quarantined', reason: expect.stringContaining('does not fit integer') },
    { key: 'c', state: 'quarantined', reason: expect.stringContaining('is not a JSON document') },
    { key: 'd', state: 'loaded' },
  ])
  await fixture.source.put('b', '{"id":2}\n')
  await load()
  expect((await fixture.rows('events')).map(({ id }) => id)).toEqual([1, 2, 4])
})
