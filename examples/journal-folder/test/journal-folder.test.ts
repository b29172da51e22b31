import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError } from '@arbalest/core/plugin'
import { memoryFixture, testJournal, testPlugin } from '@arbalest/testing'
import { afterAll, expect, test } from 'vitest'
import { FolderJournal } from '../folder-journal.js'
import plugin from '../index.js'

const folder = mkdtempSync(join(tmpdir(), 'journal-folder-'))
afterAll(() => rmSync(folder, { recursive: true }))

testPlugin(test, plugin, {
  valid: [{ path: 'journal' }],
  invalid: [
    { options: {}, places: ['path'] },
    { options: { path: 1 }, places: ['path'] },
  ],
})

testJournal(test, { journal: (sink, scope) => new FolderJournal(sink, scope, folder) })

test('marks of another journal are not passed over', async () => {
  await using fixture = await memoryFixture()
  await fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.mark([{ key: 'a', version: '1' }]))
  await expect(new FolderJournal(fixture.sink, 'p/s', folder).open()).rejects.toThrow(ConfigError)
})
