import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { jsonObject, property } from '@arbalest/core'
import { collect, each, pages, type SourceObject } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { DuckDbSink } from '../src/index.js'
import { duckDbFixture, rowsOf } from './fixture.js'

const PROGRAM = fileURLToPath(new URL('process.js', import.meta.url))
const TARGET = jsonObject('events', property('id', 'integer'), property('at', 'date'))

type Fixture = Awaited<ReturnType<typeof duckDbFixture>>

async function findingsOf({ source }: Fixture, sink: DuckDbSink | Fixture['sink'], sample?: SourceObject) {
  const found = await collect(
    sink.powers.diagnosis!({ scope: 'p/step', target: TARGET, source, sample }).check(),
  )
  return found.map(({ check, outcome, detail }) => [outcome, check, detail])
}

test('a database that is not there can be made, and is not by looking; an object is read, and has room', async () => {
  await using fixture = await duckDbFixture()
  await fixture.source.put('a', '{"id":1}\n')
  const [sample] = await collect(each(pages<SourceObject>(fixture.source.list())))
  expect(await findingsOf(fixture, fixture.sink, sample)).toEqual([
    ['passed', `write to ${fixture.file}`, 'it is not there, and a run makes it'],
    ['passed', expect.stringMatching(/^read an object of /), 'such as "a"'],
    ['passed', expect.stringMatching(/^hold objects in /), expect.stringMatching(/MiB are free$/)],
  ])
  expect(existsSync(fixture.file)).toBe(false)
})

test('a folder that is not there is named, and so is a table that takes no row', async () => {
  await using fixture = await duckDbFixture()
  const sink = new DuckDbSink({ file: join(fixture.folder, 'nowhere/events.duckdb') })
  expect(await findingsOf(fixture, sink)).toEqual([
    [
      'failed',
      expect.any(String),
      `it is not there, and no file can be made in "${join(fixture.folder, 'nowhere')}".`,
    ],
  ])
  await rowsOf(fixture.file, 'create table events (id varchar)')
  expect(await findingsOf(fixture, fixture.sink)).toEqual([
    ['passed', `write to ${fixture.file}`, undefined],
    [
      'failed',
      'load the table "events"',
      'it takes no row of the target: "id" (other type), "at" (missing).',
    ],
  ])
})

test('who has the file open is named at once, though a run would wait', async () => {
  await using fixture = await duckDbFixture()
  const holder = spawn(process.execPath, [PROGRAM, fixture.file, 'hold'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await once(holder.stdout, 'data')
    expect(await findingsOf(fixture, fixture.sink)).toEqual([
      ['look', `write to ${fixture.file}`, expect.stringContaining(`is open in another process: `)],
    ])
    const [[, , detail]] = (await findingsOf(fixture, fixture.sink)) as [[string, string, string]]
    expect(detail).toContain(`(PID ${holder.pid})`)
  } finally {
    holder.kill('SIGKILL')
    await once(holder, 'exit')
  }
})
