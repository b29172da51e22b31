import { describe, expect, test } from 'vitest'
import { jsonObject, property } from '../../src/index.js'
import { compareTable, type TableColumn } from '../../src/plugin.js'

const column = (name: string, type: string): TableColumn => ({
  name,
  type,
  notNull: false,
  hasDefault: false,
})

const id = property('id', 'bigint')

describe('evolve: add', () => {
  const needed = property('code', 'integer', { notNull: true, default: 7 })

  test('makes harmless what a run adds, and nothing else', () => {
    const target = jsonObject({ table: 't', evolve: 'add' }, id, property('mag', 'real'), needed)
    expect(
      compareTable(target, [column('id', 'date')]).map(({ kind, effect, column: name }) => [
        kind,
        effect,
        name,
      ]),
    ).toEqual([
      ['other type', 'stops a load', 'id'],
      ['missing', 'harmless', 'mag'],
      ['missing', 'stops a load', 'code'],
    ])
  })

  test('does not add what a strategy fills, as it would not find the rows that lack it', () => {
    const target = jsonObject({ table: 't', evolve: 'add' }, id)
    const partition = { name: 'partition', type: 'varchar(20)', path: [] }
    const filled = { ...target, columns: [...target.columns, partition] }
    expect(compareTable(filled, [column('id', 'bigint')])).toMatchObject([{ effect: 'stops a load' }])
  })
})
