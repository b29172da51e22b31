import { gzipSync } from 'node:zlib'
import { collect } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { formatEntry } from '../../src/segments/entry.js'
import { formatHeader, linesOf } from '../../src/segments/segment-lines.js'

const LONGEST_TEXT = 128 * 1024

test.each([
  ['plain keys', 'events/part-'],
  ['keys with characters of up to four bytes', 'événements/語/🎈/'],
  ['keys of a kilobyte', 'k'.repeat(1000)],
])('a segment of many texts is read as it was written, each text of whole lines: %s', async (_, start) => {
  const written = Array.from({ length: 20_000 }, (_each, number) => {
    return `${formatEntry({ key: `${start}${number}`, version: `v${number}` })}\n`
  })
  const lines = written.join('')
  const bytes = Buffer.from(formatHeader('id') + lines)
  const half = bytes.length >> 1
  const members = [bytes.subarray(0, half), bytes.subarray(half)].map((part) => gzipSync(part))
  for (const runs of [1, 7, 40]) {
    const texts = await collect(linesOf(Buffer.concat(members), 's3://bucket/segment', runs))
    expect(texts.length).toBeGreaterThan(2)
    expect(texts.every((text) => text.endsWith('\n') && text.length < LONGEST_TEXT)).toBe(true)
    expect(texts.join('') === lines).toBe(true)
  }
})
