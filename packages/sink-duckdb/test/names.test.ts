import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { field, jsonObject, orderedFields, property, run, type Target } from '@arbalest/core'
import { ManifestStrategy, SinkJournal } from '@arbalest/core/plugin'
import { FilesSource } from '@arbalest/source-files'
import { expect, test } from 'vitest'
import type { CopyOptions } from '../src/index.js'
import { duckDbFixture } from './fixture.js'

/** Runs a step that loads one file; returns the notices of the run. */
async function noticesOf(target: Target, content: string, copy: CopyOptions = {}) {
  await using fixture = await duckDbFixture({ copy })
  const folder = join(fixture.folder, 'inbox')
  mkdirSync(folder)
  writeFileSync(join(folder, 'a'), content)
  const { sink } = fixture
  const step = {
    kind: 'load',
    name: 'step',
    scope: 'p/step',
    source: new FilesSource({ folder }),
    strategy: new ManifestStrategy(),
    sink,
    journal: new SinkJournal(sink, 'p/step'),
    target,
  } as const
  const notices = []
  for await (const event of run([{ name: 'p', steps: [step] }]))
    if (event.type === 'noticed') notices.push(event.notice)
  return notices
}

const TARGET = jsonObject('events', property('id', 'integer'), property('Name', 'varchar(8)', 'name'))

test('a misspelt property is reported, rather than loaded as NULL without a word', async () => {
  const missing = [{ name: 'Name', meant: 'name' }]
  expect(await noticesOf(TARGET, '{"id":1,"name":"a"}\n')).toMatchObject([{ kind: 'drift', missing }])
})

test('a name in a header that no field has is reported', async () => {
  const fields = orderedFields('events', field('id', 'integer'))
  const found = await noticesOf(fields, 'id,more\n1,2\n', { format: 'csv', header: true })
  expect(found).toMatchObject([{ kind: 'drift', unknown: [{ name: 'more' }] }])
})

test('documents without any property of the target are refused', async () => {
  await expect(noticesOf(TARGET, '{"Id":1}\n')).rejects.toMatchObject({ code: 'NAMES_DIFFER' })
})
