import { expect, test } from 'vitest'
import { collect, compareKeys, each, unmarked, type Mark, type Unit } from '../../src/plugin.js'

/** Yields `items` in pages of two, and none that is empty. */
async function* inPages<T>(items: readonly T[]): AsyncGenerator<readonly T[]> {
  for (let from = 0; from < items.length; from += 2) yield items.slice(from, from + 2)
}

const unit = (key: string, version: string): Unit => ({ key, version, objects: [] })

test('finds new and changed units, and what each was marked at', async () => {
  const units = [unit('a', '1'), unit('b', '2'), unit('c', '1'), unit('e', '1')]
  const marks = [
    { key: 'b', version: '1' },
    { key: 'c', version: '1' },
    { key: 'd', version: '1' },
  ]
  const found = await collect(each(unmarked(inPages(units), inPages(marks))))
  expect(found.map(({ key, previous }) => [key, previous])).toEqual([
    ['a', undefined],
    ['b', '1'],
    ['e', undefined],
  ])
})

test('agrees with a set difference, whatever the units and marks', async () => {
  let seed = 7
  const random = (below: number) => (seed = (seed * 16_807) % 2_147_483_647) % below
  for (let round = 0; round < 200; round++) {
    const keys = Array.from({ length: random(12) }, () => String.fromCodePoint(0x61 + random(9)))
    const units = [...new Set(keys)].toSorted(compareKeys).map((key) => unit(key, String(random(3))))
    const marks: Mark[] = [...'abcdefghi']
      .filter(() => random(2))
      .map((key) => ({ key, version: String(random(3)) }))
    const marked = new Map(marks.map(({ key, version }) => [key, version]))
    const expected = units.filter(({ key, version }) => marked.get(key) !== version)
    const found = await collect(each(unmarked(inPages(units), inPages(marks))))
    expect(found).toEqual(expected.map((one) => ({ ...one, previous: marked.get(one.key) })))
  }
})

test('reads neither side further than a caller who stops early needs, and closes both', async () => {
  const closed: string[] = []
  const endless = async function* (name: string) {
    try {
      for (let index = 0; index < 1e9; index++) yield [unit(String(index).padStart(10, '0'), name)]
    } finally {
      closed.push(name)
    }
  }
  for await (const [found] of unmarked(endless('units'), endless('marks'))) {
    expect(found!.previous).toBe('marks')
    break
  }
  expect(closed.toSorted()).toEqual(['marks', 'units'])
})
