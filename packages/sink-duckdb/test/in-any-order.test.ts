import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jsonObject, property } from '@arbalest/core'
import { collect, each } from '@arbalest/core/plugin'
import { FilesSource } from '@arbalest/source-files'
import { expect, test } from 'vitest'
import { duckDbFixture, rowsOf } from './fixture.js'

const TARGET = jsonObject('events', property('id', 'integer'))

test.each([
  ['that ends well', '{"id":1}\n', 'loaded'],
  ['that is refused', '{"id":"x"}\n', 'LOAD_REJECTED'],
])('a load %s leaves other statements the order of their rows', async (_, content, outcome) => {
  await using fixture = await duckDbFixture()
  writeFileSync(join(fixture.folder, 'a.json'), content)
  const source = new FilesSource({ folder: fixture.folder, include: ['*.json'] })
  const objects = await collect(each(source.list()))
  const orderOf = () => rowsOf(fixture.file, `select current_setting('preserve_insertion_order') as "isKept"`)
  const seen = await fixture.sink
    .transaction({ scope: 'p/step', source }, async (tx) => {
      const came = await tx.copy(TARGET, objects).then(
        () => 'loaded',
        (error: { readonly code: string }) => error.code,
      )
      return { came, order: await orderOf() }
    })
    .catch((error: unknown) => error)
  expect(seen).toEqual({ came: outcome, order: [{ isKept: true }] })
})
