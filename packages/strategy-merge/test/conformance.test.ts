import { testPlugin, testStrategy } from '@arbalest/testing'
import { describe, test } from 'vitest'
import merge from '../src/index.js'
import { scenarios } from './scenarios.js'

describe('the plugin', () => {
  testPlugin(test, merge, {
    valid: [
      { key: 'id' },
      { key: ['id', 'part'], order: 'at', duplicates: 'last', batch: 7, batchBytes: 1 },
      { key: 'id', order: 'at', delete: { column: 'op', value: 'D', keep: 'deleted_at' } },
    ],
    invalid: [
      { options: undefined, places: ['key'] },
      { options: { key: [] }, places: ['key'] },
      {
        options: { key: 'id', order: 7, duplicates: 'first', batch: 0 },
        places: ['order', 'duplicates', 'batch'],
      },
      { options: { key: 'id', delete: { column: 'op' } }, places: ['delete.value'] },
      { options: { key: 'id', delete: { column: 'op', value: 'D', keep: 'gone' } }, places: ['delete'] },
    ],
  })
})

describe('the strategy, in memory', () => {
  testStrategy(test, scenarios)
})
