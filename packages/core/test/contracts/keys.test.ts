import { describe, expect, test } from 'vitest'
import { ascending, collect, compareKeys } from '../../src/plugin.js'

async function* items(...keys: string[]) {
  yield keys.map((key) => ({ key }))
}

describe('compareKeys', () => {
  test('orders keys as their UTF-8 bytes are ordered', () => {
    const alphabet = [
      'a',
      'B',
      '/',
      '-',
      ' ',
      'é',
      '\u7fff',
      '\ud7ff',
      '\ue000',
      '\uff21',
      '\u{10000}',
      '\u{1F600}',
      '',
    ]
    const keys = alphabet.flatMap((a) => alphabet.map((b) => a + b))
    for (const a of keys) {
      for (const b of keys) {
        expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }
    }
  })
})

describe('ascending', () => {
  test('passes on what ascends', async () => {
    expect(await collect(ascending(items('a', 'a/', 'b')))).toEqual([
      ['a', 'a/', 'b'].map((key) => ({ key })),
    ])
  })

  test('refuses a page that begins below the end of the one before', async () => {
    const pages = async function* () {
      yield [{ key: 'a' }, { key: 'c' }]
      yield [{ key: 'b' }]
    }
    await expect(collect(ascending(pages()))).rejects.toMatchObject({ code: 'UNSORTED' })
  })

  test.each([
    ['b', 'a'],
    ['a', 'a'],
    ['\u{1F600}', '\uff21'],
  ])('refuses %j before %j, and names both', async (first, second) => {
    const error = await collect(ascending(items(first, second))).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'SourceError', code: 'UNSORTED', retryable: false })
    expect(String(error)).toContain(`"${second}" was listed after "${first}"`)
  })
})
