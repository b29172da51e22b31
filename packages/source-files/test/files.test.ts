import { appendFile, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { collect, each, type SourceObject } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import type { FilesSource } from '../src/index.js'
import { Folder } from './folder.js'

const listed = (source: FilesSource): Promise<SourceObject[]> => collect(each(source.list()))
const keysOf = async (source: FilesSource) => (await listed(source)).map(({ key }) => key)

test('follows links to files and to folders, once each', async () => {
  await using folder = await Folder.create({}, ['data/a'])
  await symlink(folder.at('data/a'), folder.at('file'))
  await symlink(folder.at('data'), folder.at('again'))
  expect(await keysOf(folder.source())).toEqual(['again/a', 'data/a', 'file'])
  const [object] = await listed(folder.source())
  expect(Buffer.concat(await collect(folder.open(object!))).toString()).toBe('data/a')
  expect(folder.notices).toEqual([])
})

test('passes over a link that leads nowhere, and one that leads back, and says so', async () => {
  await using folder = await Folder.create({}, ['data/a'])
  await symlink(folder.at('gone'), folder.at('broken'))
  await symlink(folder.path, folder.at('data/loop'))
  expect(await keysOf(folder.source())).toEqual(['data/a'])
  expect(folder.notices.toSorted()).toEqual([
    `"${join('/inbox', 'broken')}" is a link to nothing, and is left out.`,
    `"${join('/inbox', 'data', 'loop')}" leads back to a folder that contains it, and is not followed.`,
  ])
})

test('leaves out hidden files, and reports them, unless they are asked for', async () => {
  await using folder = await Folder.create({}, ['a', '.b', '_tmp/c', 'dt=1/_SUCCESS', '_dt=1/d'])
  const hidden: string[] = []
  const objects = await collect(each(folder.source().list({ hidden: (keys) => hidden.push(...keys) })))
  expect(objects.map(({ key }) => key)).toEqual(['_dt=1/d', 'a'])
  expect(hidden).toEqual(['.b', '_tmp/c', 'dt=1/_SUCCESS'])
  expect(await keysOf(folder.source({ hidden: 'include' }))).toHaveLength(5)
})

test('lists what the patterns want, and enters no folder that they exclude', async () => {
  await using folder = await Folder.create({}, ['a.json', 'a.csv', 'old/b.json', 'new/c.json'])
  await symlink(folder.path, folder.at('old/loop'))
  const source = folder.source({ include: ['**/*.json'], exclude: ['old/**'] })
  expect(await keysOf(source)).toEqual(['a.json', 'new/c.json'])
  expect(folder.notices).toEqual([])
})

test('waits until a file has settled', async () => {
  await using folder = await Folder.create()
  await writeFile(folder.at('a'), 'whole')
  const begun = performance.now()
  expect(await keysOf(folder.source({ settle: '200ms' }))).toEqual(['a'])
  // A timer may end a millisecond early.
  expect(performance.now() - begun).toBeGreaterThanOrEqual(190)
})

test('has a listing tried again if a file is written to while it should settle', async () => {
  await using folder = await Folder.create()
  const future = new Date(Date.now() + 3_600_000)
  await writeFile(folder.at('a'), 'hal')
  await utimes(folder.at('a'), future, future)
  const listing = listed(folder.source({ settle: '400ms' }))
  await appendFile(folder.at('a'), 'f')
  // Until the listing has ended, as it may look at the file later than the first line is written.
  const writing = setInterval(() => void appendFile(folder.at('a'), 'f'), 20)
  await expect(listing.finally(() => clearInterval(writing))).rejects.toMatchObject({
    code: 'OBJECT_CHANGED',
    retryable: true,
  })
})

test('ends a wait when the run is aborted, with its reason', async () => {
  await using folder = await Folder.create()
  await writeFile(folder.at('a'), 'x')
  const abort = new AbortController()
  const listing = listed(folder.source({ settle: '1h' }, abort.signal))
  const reason = new Error('That will do.')
  setImmediate(() => abort.abort(reason))
  await expect(listing).rejects.toBe(reason)
})

test.each(['time', 'digest'] as const)(
  'reads a file as it was listed, or not at all, by %s',
  async (version) => {
    await using folder = await Folder.create({ version }, ['a', 'b'])
    const [a, b] = await listed(folder.source())
    await folder.put('a', 'z')
    await expect(collect(folder.open(a!))).rejects.toMatchObject({ code: 'OBJECT_CHANGED', retryable: true })
    await folder.remove('b')
    await expect(collect(folder.open(b!))).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      retryable: true,
    })
  },
)

test('says of a file that is written to while it is read that it has changed', async () => {
  await using folder = await Folder.create()
  await folder.put('a', 'x'.repeat(300_000))
  const [object] = await listed(folder.source())
  const reading = async () => {
    for await (const _ of folder.open(object!)) await folder.put('a', 'y'.repeat(300_000))
  }
  await expect(reading()).rejects.toMatchObject({ code: 'OBJECT_CHANGED' })
})

test('takes a file whose time alone has changed for the same if asked to look at the content', async () => {
  await using folder = await Folder.create({}, ['a'])
  const [byTime] = await listed(folder.source())
  const [byDigest] = await listed(folder.source({ version: 'digest' }))
  await utimes(folder.at('a'), new Date(), new Date())
  expect(await folder.source().changed([byTime!])).toEqual([byTime])
  expect(await folder.source({ version: 'digest' }).changed([byDigest!])).toEqual([])
})

test('says that a folder does not exist', async () => {
  await using folder = await Folder.create()
  const path = folder.at('missing')
  await expect(listed(folder.source({ folder: path }))).rejects.toMatchObject({
    code: 'SOURCE_NOT_FOUND',
    message: `"${path}" does not exist, or is not a folder.`,
  })
})
