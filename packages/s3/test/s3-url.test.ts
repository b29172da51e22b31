import { ConfigError } from '@arbalest/core'
import { expect, test } from 'vitest'
import { formatS3Url, parseS3Url } from '../src/index.js'

test('a URL is parted into its bucket and its key, and put together again', () => {
  for (const key of ['a', 'a/b/', 'a//b', '/a', 'ä b%20+&?#', 'two\nlines', '😀']) {
    const place = { bucket: 'acme-events', key }
    expect(parseS3Url(formatS3Url(place))).toEqual(place)
  }
})

test('a URL without a key names the bucket', () => {
  expect(parseS3Url('s3://acme-events')).toEqual({ bucket: 'acme-events', key: '' })
  expect(parseS3Url('s3://acme-events/')).toEqual({ bucket: 'acme-events', key: '' })
  expect(formatS3Url({ bucket: 'acme-events' })).toBe('s3://acme-events/')
})

test('what is not an S3 URL is refused by name', () => {
  for (const url of ['acme-events/a', 's3:acme/a', 's3:///a', 'https://acme.s3.amazonaws.com/a', '']) {
    expect(() => parseS3Url(url)).toThrow(
      new ConfigError('CONFIG_INVALID', `"${url}" is not an S3 URL, such as s3://bucket/key.`),
    )
  }
})
