import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { startS3 } from '../../../src/s3/s3-server.js'
import { clientOf, useBucket } from '../fixture.js'

describe('a served folder', () => {
  const fixture = useBucket('served')
  const path = (...names: string[]) => join(fixture.folder, ...names)
  const keys = async (Prefix: string) => {
    const { Contents } = await fixture.s3.listObjectsV2({ Bucket: fixture.bucket, Prefix })
    return (Contents ?? []).map(({ Key }) => Key)
  }

  it('shows the files that are in it', async () => {
    const { s3, bucket: Bucket } = fixture
    await mkdir(path('data', 'day=1'), { recursive: true })
    await mkdir(path('data', 'empty'))
    await writeFile(path('data', 'day=1', 'a b.json'), '{}')
    expect(await keys('data/')).toEqual(['data/day=1/a b.json'])
    const got = await s3.getObject({ Bucket, Key: 'data/day=1/a b.json' })
    expect(await got.Body?.transformToString()).toBe('{}')
    expect(got.ETag).toBe(`"${createHash('md5').update('{}').digest('hex')}"`)
    expect(got.ContentType).toBe('binary/octet-stream')
  })

  it('shows what becomes of them without delay', async () => {
    const { s3, bucket: Bucket } = fixture
    const etag = async () => (await s3.headObject({ Bucket, Key: 'changing' })).ETag
    await writeFile(path('changing'), 'one')
    const first = await etag()
    await writeFile(path('changing'), 'two')
    const second = await etag()
    expect(second).not.toBe(first)
    // An older time, as when an older file is moved here.
    await writeFile(path('changing'), 'old')
    await utimes(path('changing'), 1, 1)
    const third = await etag()
    expect([first, second]).not.toContain(third)
    for (let index = 0; index < 20; index++) {
      await writeFile(path('changing-' + index), '')
      expect(await keys('changing-')).toHaveLength(index + 1)
    }
    await rm(path('changing'))
    await expect(etag()).rejects.toMatchObject({ name: 'NotFound' })
  })

  it('gets a file where its key says', async () => {
    const { s3, bucket: Bucket, folder } = fixture
    await s3.putObject({ Bucket, Key: 'deep/down/Here.txt', Body: 'content' })
    expect(await readFile(path('deep', 'down', 'Here.txt'), 'utf8')).toBe('content')
    await s3.deleteObject({ Bucket, Key: 'deep/down/Here.txt' })
    expect(await readdir(folder)).not.toContain('deep')
  })

  it('replaces a file in one step, which readers of the old one do not notice', async () => {
    const { s3, bucket: Bucket } = fixture
    const old = 'old '.repeat(1_000_000)
    await s3.putObject({ Bucket, Key: 'swapped', Body: old })
    const got = await s3.getObject({ Bucket, Key: 'swapped' })
    await s3.putObject({ Bucket, Key: 'swapped', Body: 'new' })
    expect(await got.Body?.transformToString()).toBe(old)
  })

  it('never shows what has not yet become an object', async () => {
    const { s3, bucket: Bucket, folder } = fixture
    const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'shown' })
    await s3.uploadPart({ Bucket, Key: 'shown', UploadId, PartNumber: 1, Body: 'x' })
    const hidden = (await readdir(folder)).filter((name) => name.startsWith('.arbalest-sandbox-'))
    expect(hidden).toHaveLength(1)
    expect(await keys('.arbalest')).toEqual([])
    const [draft] = await readdir(path(hidden[0] as string))
    await expect(s3.getObject({ Bucket, Key: `${hidden[0]}/${draft}` })).rejects.toMatchObject({
      name: 'NoSuchKey',
    })
    await s3.abortMultipartUpload({ Bucket, Key: 'shown', UploadId })
  })

  it('keeps nothing of an upload whose client goes away', async () => {
    const { s3, bucket: Bucket, folder, server } = fixture
    const socket = connect(server.port, '127.0.0.1')
    socket.write(`PUT /${Bucket}/cut HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nonly this`)
    const drafts = async () => {
      const [hidden] = (await readdir(folder)).filter((name) => name.startsWith('.arbalest-sandbox-'))
      return hidden === undefined ? [] : readdir(path(hidden))
    }
    await vi.waitFor(async () => expect(await drafts()).toHaveLength(1), { timeout: 10_000 })
    socket.destroy()
    await vi.waitFor(async () => expect(await drafts()).toEqual([]), { timeout: 10_000 })
    await expect(s3.headObject({ Bucket, Key: 'cut' })).rejects.toMatchObject({ name: 'NotFound' })
  })

  it.each(['a/', '/a', 'a//b', '../a', 'a/../../b', './a', 'a\0b', 'x'.repeat(256), '.arbalest-sandbox-x/a'])(
    'cannot hold %j',
    async (Key) => {
      const { bucket, server } = fixture
      const url = `${server.url}/${bucket}/${encodeURIComponent(Key)}`
      const put = await fetch(url, { method: 'PUT', body: 'x' })
      expect(put.status).toBe(400)
      expect(await put.text()).toContain('This bucket is a folder, which cannot hold a file at')
      expect((await fetch(url)).status).toBe(404)
      expect((await fetch(url, { method: 'DELETE' })).status).toBe(204)
    },
  )

  it('cannot hold a file and a folder of one name', async () => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'both/below', Body: 'x' })
    await expect(s3.putObject({ Bucket, Key: 'both', Body: 'x' })).rejects.toMatchObject({
      name: 'InvalidArgument',
    })
    await expect(s3.putObject({ Bucket, Key: 'both/below/more', Body: 'x' })).rejects.toMatchObject({
      name: 'InvalidArgument',
    })
    await expect(s3.getObject({ Bucket, Key: 'both' })).rejects.toMatchObject({ name: 'NoSuchKey' })
    await expect(s3.getObject({ Bucket, Key: 'both/below/more' })).rejects.toMatchObject({
      name: 'NoSuchKey',
    })
    expect(await keys('both')).toEqual(['both/below'])
  })

  it('leads nowhere else, not even by symbolic links', async () => {
    const { s3, bucket: Bucket } = fixture
    const outside = await mkdtemp(join(tmpdir(), 'arbalest-outside-'))
    await writeFile(join(outside, 'secret'), 'secret')
    await symlink(outside, path('link'))
    await symlink(join(outside, 'secret'), path('linked-file'))
    for (const Key of ['link/secret', 'linked-file']) {
      await expect(s3.getObject({ Bucket, Key })).rejects.toMatchObject({ name: 'NoSuchKey' })
      await s3.deleteObject({ Bucket, Key })
    }
    await expect(s3.putObject({ Bucket, Key: 'link/new', Body: 'x' })).rejects.toMatchObject({
      name: 'InvalidArgument',
    })
    expect(await keys('link')).toEqual([])
    expect(await readdir(outside)).toEqual(['secret'])
    expect(await readFile(join(outside, 'secret'), 'utf8')).toBe('secret')
    await rm(outside, { recursive: true })
  })

  it('stays as it was when its bucket is deleted, and when the server stops', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'arbalest-s3-'))
    const server = await startS3({ buckets: { 'one-bucket': folder, 'two-buckets': folder } })
    const s3 = clientOf(server)
    await s3.deleteBucket({ Bucket: 'one-bucket' })
    await s3.putObject({ Bucket: 'two-buckets', Key: 'kept', Body: 'x' })
    await s3.createMultipartUpload({ Bucket: 'two-buckets', Key: 'lost' })
    s3.destroy()
    await server.stop()
    expect(await readdir(folder)).toEqual(['kept'])
    await rm(folder, { recursive: true })
  })

  it('must exist, under a name that a bucket may have', async () => {
    const { folder } = fixture
    await expect(startS3({ buckets: { missing: join(folder, 'missing') } })).rejects.toThrow(
      `there is no folder "${join(folder, 'missing')}" to serve as bucket "missing"`,
    )
    await expect(startS3({ buckets: { Upper: folder } })).rejects.toThrow('"Upper" is not a name')
  })

  it('loses what a killed server left in it a day ago', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'arbalest-s3-'))
    for (const name of ['.arbalest-sandbox-old', '.arbalest-sandbox-new']) await mkdir(join(folder, name))
    await utimes(join(folder, '.arbalest-sandbox-old'), 1, 1)
    const server = await startS3({ buckets: { swept: folder } })
    await server.stop()
    expect(await readdir(folder)).toEqual(['.arbalest-sandbox-new'])
    await rm(folder, { recursive: true })
  })
})
