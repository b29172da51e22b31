import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'

const load = async () => ({
  ...(await import('../../src/redshift/engine/kept-names.js')),
  ...(await import('../../src/redshift/sql/names.js')),
})

test('a name of up to 63 bytes is stored as it is, a longer one so that two never meet', async () => {
  const { storedName, clientName } = await load()
  expect(storedName('Short')).toBe('short')
  expect(storedName('x'.repeat(63))).toBe('x'.repeat(63))
  const [one, two] = ['1', '2'].map((end) => storedName('ä'.repeat(50) + end))
  expect(one).not.toBe(two)
  expect(Buffer.byteLength(String(one))).toBeLessThanOrEqual(63)
  expect(clientName(String(two))).toBe(`${'ä'.repeat(50)}2`)
})

test('a name of more than 127 bytes is cut, between characters', async () => {
  const { storedName } = await load()
  expect(storedName('ä'.repeat(64))).toBe(storedName('ä'.repeat(63)))
})

test('long names are known again after a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'arbalest-names-'))
  try {
    const long = 'remembered_'.repeat(8)
    const before = await load()
    const forget = await before.keepNames(folder)
    const stored = before.storedName(long)
    forget()
    before.storedName('forgotten_'.repeat(8))
    vi.resetModules()
    const after = await load()
    expect(after.clientName(stored)).toBe(stored)
    await after.keepNames(folder)
    expect(after.clientName(stored)).toBe(long)
  } finally {
    await rm(folder, { recursive: true })
  }
})
