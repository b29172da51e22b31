import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { collect } from '@arbalest/core/plugin'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isOwnFile, ObjectStore, parseS3Url, probeFolder } from '../src/index.js'

let sandbox: Sandbox
let store: ObjectStore

beforeAll(async () => {
  sandbox = await startSandbox()
  Object.assign(process.env, sandbox.env)
  const client = new S3Client({ forcePathStyle: true })
  await client.send(new CreateBucketCommand({ Bucket: 'acme' }))
  client.destroy()
  const { signal } = new AbortController()
  store = new ObjectStore('acme', {}, { signal, translate: (error) => error })
})

afterAll(async () => {
  store.close()
  await sandbox.stop()
})

test('a probe is there meanwhile, is no data wherever it lies, and is gone afterwards', async () => {
  const seen: string[] = []
  const findings = await collect(
    probeFolder(store, 'own/', '{}', {
      reads: true,
      async *meanwhile(url) {
        const { key } = parseS3Url(url)
        expect(await store.head(key)).toBeDefined()
        seen.push(key)
        yield { check: 'meanwhile', outcome: 'passed' }
      },
    }),
  )
  expect(findings.map(({ check, outcome }) => `${outcome}: ${check}`)).toEqual([
    'passed: write to s3://acme/own/',
    'passed: read from s3://acme/own/',
    'passed: meanwhile',
    'passed: delete from s3://acme/own/',
  ])
  expect(seen.map(isOwnFile)).toEqual([true])
  expect(await collect(store.list({ prefix: '' }))).toMatchObject([{ objects: [] }])
})

test('a probe is deleted too if who asked for it stops early', async () => {
  for await (const { outcome } of probeFolder(store, 'own/', '{}', { reads: true })) {
    expect(outcome).toBe('passed')
    break
  }
  expect(await collect(store.list({ prefix: '' }))).toMatchObject([{ objects: [] }])
})
