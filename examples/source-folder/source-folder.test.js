import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import test from 'node:test'
import { testPlugin, testSource } from '@arbalest/testing'
import plugin, { FolderSource } from './index.js'

testPlugin(test, plugin, {
  valid: [{ path: './data' }],
  invalid: [{ options: { path: '' }, places: ['path'] }],
})

testSource(test, async () => {
  const path = await mkdtemp(join(tmpdir(), 'source-folder-'))
  const source = Object.assign(new FolderSource({ path }), {
    async put(key, content) {
      await mkdir(dirname(join(path, key)), { recursive: true })
      await writeFile(join(path, key), content)
    },
    remove: (key) => rm(join(path, key)),
  })
  return { source, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
})
