import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startS3 } from '../../../src/s3/s3-server.js'

const data = await mkdtemp(join(tmpdir(), 'arbalest-made-'))
afterAll(() => rm(data, { recursive: true }))

test('a bucket that is wanted without a folder is made once, and keeps its objects', async () => {
  for (const present of [false, true]) {
    await using s3 = await startS3({ data, buckets: { made: undefined } })
    const url = `${s3.url}/made/a`
    expect((await fetch(url)).status).toBe(present ? 200 : 404)
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(200)
  }
})

test('one that S3 would not allow is refused', async () => {
  await expect(startS3({ buckets: { 'Not/allowed': undefined } })).rejects.toThrow(/not valid/)
})
