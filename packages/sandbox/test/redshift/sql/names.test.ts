import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keptNames } from '../../../src/redshift/engine/kept-names.js'
import { LongNames } from '../../../src/redshift/sql/writing/long-names.js'
import { storedName } from '../../../src/redshift/sql/writing/names.js'

test('a name of up to 63 bytes is stored as it is, a longer one so that two never meet', () => {
  expect(storedName('Short')).toBe('Short')
  expect(storedName('x'.repeat(63))).toBe('x'.repeat(63))
  const names = new LongNames()
  names.learn('short')
  expect(names.none).toBe(true)
  const [one, two] = ['1', '2'].map((end) => {
    names.learn('ä'.repeat(50) + end)
    return storedName('ä'.repeat(50) + end)
  })
  expect(one).not.toBe(two)
  expect(Buffer.byteLength(String(one))).toBeLessThanOrEqual(63)
  expect(names.clientName(String(two))).toBe(`${'ä'.repeat(50)}2`)
  expect(names.clientText(`no "${two}" here`)).toBe(`no "${'ä'.repeat(50)}2" here`)
})

test('a name of more than 127 bytes is cut, between characters', () => {
  expect(storedName('ä'.repeat(64))).toBe(storedName('ä'.repeat(63)))
})

test('long names are known again after a restart, and to one sandbox alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'arbalest-names-'))
  try {
    const long = 'remembered_'.repeat(8)
    const before = await keptNames(folder)
    before.learn(long)
    const other = new LongNames()
    other.learn('elsewhere_'.repeat(8))
    const after = await keptNames(folder)
    expect(after.clientName(storedName(long))).toBe(long)
    expect(after.clientName(storedName('elsewhere_'.repeat(8)))).toBe(storedName('elsewhere_'.repeat(8)))
    expect(new LongNames().clientName(storedName(long))).toBe(storedName(long))
  } finally {
    await rm(folder, { recursive: true })
  }
})
