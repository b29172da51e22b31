import type { SourceObject } from '@arbalest/core/plugin'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkAccount, fewestFiles, unaccountedLines } from '../../src/copy/account.js'

function objectsOf(...urls: string[]): SourceObject[] {
  return urls.map((url) => ({ key: url, version: '1', size: 9, url }))
}

const ACCOUNT = {
  table: 'events',
  objects: objectsOf('s3://b/a', 's3://b/b'),
  rows: 7,
  rejected: 1,
  headerLines: 0,
}

describe('what went into a COPY, and what came of it', () => {
  test.each([{}, { detail: { files: 2, lines: 1 } }, { rowsInObjects: 8 }])(
    'agree, or are not known: %j',
    (known) => expect(() => checkAccount({ ...ACCOUNT, ...known })).not.toThrow(),
  )

  test.each([
    [
      'fewer files than objects',
      { detail: { files: 1, lines: 8 } },
      'Of 2 objects to be copied into "events", Redshift has read 1',
    ],
    [
      'fewer rows than the objects have',
      { rowsInObjects: 9 },
      'have 9 rows by their own count, of which Redshift has loaded 7 and left out 1',
    ],
    ['more rows than the objects have', { rowsInObjects: 7 }, 'have 7 rows by their own count'],
  ])('differ: %s', (_, differing, words) => {
    expect(() => checkAccount({ ...ACCOUNT, ...differing })).toThrow(
      expect.objectContaining({
        code: 'UNACCOUNTED',
        message: expect.stringContaining(words),
        retryable: true,
      }),
    )
  })

  test.each([
    ['as many as rows', 8, 0, 0],
    ['more than rows', 1000, 0, 992],
    ['fewer than rows, which share lines', 1, 0, 0],
    ['more by the headers', 10, 1, 0],
    ['more by the headers and blank lines', 12, 1, 2],
  ])('lines: %s', (_, lines, headerLines, expected) => {
    expect(unaccountedLines({ ...ACCOUNT, headerLines, detail: { files: 2, lines } })).toBe(expected)
  })
})

describe('how many files there are by names that Redshift has cut', () => {
  const long = `s3://b/${'k'.repeat(300)}`

  test.each([
    ['different names', ['s3://b/a', 's3://b/b'], 2],
    ['names that differ where they are cut', [`${long}a`, `${long}b`], 1],
    ['names that differ only by letters that a CHAR cannot hold', ['s3://b/é', 's3://b/ü'], 1],
  ])('%s', (_, urls, files) => expect(fewestFiles(objectsOf(...urls))).toBe(files))

  test('an empty object may be in nobody’s count', () => {
    const [first, second] = objectsOf('s3://b/a', 's3://b/b')
    expect(fewestFiles([first!, { ...second!, size: 0 }])).toBe(1)
  })

  test('are never more than names of 256 characters, whatever stands for letters that are not ASCII', () => {
    const key = fc.string({ unit: 'binary', maxLength: 400 })
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 20 }), fc.constantFrom('', '.', '??'), (keys, letter) => {
        const objects = objectsOf(...keys.map((each) => `s3://b/${each}`))
        const cutFirst = objects.map(({ url }) =>
          Buffer.from(url)
            .toString('latin1', 0, 256)
            .replaceAll(/[\x80-\xff]/g, letter)
            .trimEnd(),
        )
        expect(fewestFiles(objects)).toBeLessThanOrEqual(new Set(cutFirst).size)
      }),
      { seed: 20_180_131, numRuns: 50 },
    )
  })
})
