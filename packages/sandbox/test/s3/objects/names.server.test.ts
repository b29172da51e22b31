import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fixture } from '../fixture.js'
import { useBucket } from '../fixture.js'

const strange = [
  'folder/',
  'a//b',
  '/leading',
  '/',
  '//',
  '../up',
  'a/../b',
  './here',
  '...',
  'a/.',
  'a/..',
  ' blank ',
  'new\nline',
  'carriage\rreturn',
  'tab\t',
  'control\u0001',
  'quo"te\'s',
  '<tag>&amp;',
  'per%cent%2F',
  'pl+us',
  'back\\slash',
  'que?ry#hash',
  'Upper',
  'upper',
  'UPPER',
  'e\u0301',
  '\u00e9',
  '\ufeffmark',
  '😀',
  'file',
  'file/below',
  'file/below/again',
  'a~',
  'a+',
  '~',
  'con',
  'constructor',
  '__proto__',
  'x'.repeat(200),
  `${'x'.repeat(200)}/y`,
  `${'x'.repeat(200)}-y`,
  'x'.repeat(1024),
  'ü'.repeat(512),
  '/'.repeat(1024),
  'A/'.repeat(512),
]

async function listed({ s3, bucket: Bucket }: Fixture): Promise<(string | undefined)[]> {
  const { Contents } = await s3.listObjectsV2({ Bucket, EncodingType: 'url' })
  return (Contents ?? []).map(({ Key }) => decodeURIComponent((Key ?? '').replaceAll('+', ' ')))
}

// A served folder holds only what is a path: see served-folder.test.ts.
describe.each(['memory', 'data'] as const)('a key in a bucket of kind %s', (kind) => {
  const fixture = useBucket(kind)

  it('may be anything of up to 1,024 bytes', async () => {
    const { s3, bucket: Bucket } = fixture
    for (const Key of strange) await s3.putObject({ Bucket, Key, Body: Key })
    const inOrder = strange.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    expect(await listed(fixture)).toEqual(inOrder)
    for (const Key of strange) {
      const got = await s3.getObject({ Bucket, Key })
      expect(await got.Body?.transformToString()).toBe(Key)
    }
    const { Deleted } = await s3.deleteObjects({
      Bucket,
      Delete: { Objects: strange.map((Key) => ({ Key })) },
    })
    expect(Deleted).toHaveLength(strange.length)
    expect(await listed(fixture)).toEqual([])
  })

  it('is no longer than that', async () => {
    const { s3, bucket: Bucket } = fixture
    for (const Key of ['x'.repeat(1025), 'ü'.repeat(513)]) {
      await expect(s3.putObject({ Bucket, Key, Body: '' })).rejects.toMatchObject({ name: 'KeyTooLongError' })
    }
  })

  it('is in UTF-8', async () => {
    const answer = await fetch(`${fixture.server.url}/${fixture.bucket}/%FF`)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('<Code>InvalidURI</Code>')
  })

  it('is what a model says, whatever it is', async () => {
    const { s3, bucket: Bucket } = fixture
    const unit = fc.constantFrom('a', 'A', '/', '.', '~', '+', '%', 'é', '😀', 'x'.repeat(70))
    const keys = fc.uniqueArray(fc.string({ unit, minLength: 1, maxLength: 8 }), { maxLength: 10 })
    await fc.assert(
      fc.asyncProperty(keys, async (held) => {
        for (const Key of held) await s3.putObject({ Bucket, Key, Body: Key })
        const found = await listed(fixture)
        for (const Key of held) await s3.deleteObject({ Bucket, Key })
        expect(found).toEqual(held.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
      }),
      { numRuns: 30 },
    )
    expect(await listed(fixture)).toEqual([])
  })
})
