import { startS3 } from '@arbalest/sandbox'
import { describe, expect, test } from 'vitest'
import { S3Source } from '../src/index.js'
import { describeS3Source } from './source-behaviour.js'

describe('S3Source over the sandbox', () => {
  describeS3Source(startS3)
})

test('is called by the URL of its bucket and prefix', () => {
  expect(new S3Source({ url: 's3://acme-events/' }).url).toBe('s3://acme-events/')
  expect(new S3Source({ url: 's3://acme-events/a/b' }).url).toBe('s3://acme-events/a/b')
})

test('says which partitions of a series it lists', () => {
  const series = { pattern: '{day}/', start: '2018-02-01', end: '2018-02-03' }
  expect(new S3Source({ url: 's3://acme-events/', series }).series).toEqual({
    start: '2018-02-01',
    end: '2018-02-03',
    layout: '{day}/',
  })
  expect(new S3Source({ url: 's3://acme-events/' }).series).toBeUndefined()
})
