import { collect, each } from '@arbalest/core/plugin'
import { ObjectStore } from '@arbalest/s3'
import { startS3 } from '@arbalest/sandbox'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { listRun } from '../../src/listing/list-run.js'
import { Bucket } from '../bucket.js'

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
})

afterEach(() => {
  vi.unstubAllEnvs()
})

const folderOf = (name: string) => ({ prefix: `${name}/`, partition: name })

/** The keys that a run over folders with these names lists. */
async function listed(keys: readonly string[], names: readonly [string, ...string[]]): Promise<string[]> {
  await using server = await startS3()
  await using bucket = await Bucket.create(server.url, keys)
  const { signal } = new AbortController()
  const s3 = { endpoint: server.url, region: 'us-east-1' }
  const store = new ObjectStore(bucket.name, s3, { signal, translate: (error) => error })
  const [first, ...others] = names
  const objects = await collect(
    each(listRun(store, { first: folderOf(first), others: others.map(folderOf) }, 16)),
  )
  store.close()
  return objects.map(({ object, folder }) => `${folder.partition}: ${object.key}`)
}

test('a folder that was found and has since been emptied is passed over', async () => {
  expect(await listed(['21/a', '24/a'], ['21', '22', '23', '24'])).toEqual(['21: 21/a', '24: 24/a'])
  expect(await listed(['23/a'], ['21', '22', '23', '24'])).toEqual(['23: 23/a'])
})

test('what came after the folders were found is left to the next listing', async () => {
  const keys = ['20/a', '21-/a', '21/a', '21/b/c', '210/a', '22/a', '23/a', '24/a']
  expect(await listed(keys, ['21', '23'])).toEqual(['21: 21/a', '21: 21/b/c', '23: 23/a'])
})

test('one folder is listed whole, and an object that is called as the folder is part of it', async () => {
  await using server = await startS3()
  await using bucket = await Bucket.create(server.url, ['20/', '21/', '21/a', '21/b', '22/'])
  const keys = async (...range: [number, number]) => {
    const series = { pattern: '{number}/', start: range[0], end: range[1] }
    return (await collect(each(bucket.source({ series }).list()))).map(({ key }) => key)
  }
  expect(await keys(21, 21)).toEqual(['21/', '21/a', '21/b'])
  expect(await keys(20, 22)).toEqual(['20/', '21/', '21/a', '21/b', '22/'])
})
