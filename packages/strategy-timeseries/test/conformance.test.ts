import { testPlugin, testStrategy } from '@arbalest/testing'
import { describe, test } from 'vitest'
import timeseries from '../src/index.js'
import { furtherScenarios, scenarios } from './scenarios.js'

describe('the plugin', () => {
  testPlugin(test, timeseries, {
    valid: [
      { column: 'occurred_at' },
      { column: 'id', lookback: 3 },
      { column: 'at', lookback: '36 hours', timeZone: 'America/St_Johns', outside: 'clip' },
      { column: 'at', since: '2018-02-01T05' },
      { column: 'id', since: 42, outside: 'partition-column', partitionColumn: 'part' },
    ],
    invalid: [
      { options: undefined, places: ['column'] },
      { options: { column: '' }, places: ['column'] },
      {
        options: {
          column: 7,
          since: '2018-02-31',
          outside: 'keep',
          partitionColumn: 'x'.repeat(128),
          timeZone: 'Europe/Nowhere',
          lookback: '2 weeks',
        },
        places: ['column', 'since', 'outside', 'partitionColumn', 'timeZone', 'lookback'],
      },
      { options: { column: 'at', since: '2018-02-01', lookback: '2 days' }, places: ['lookback'] },
      { options: { column: 'at', partitionColumn: 'part' }, places: ['partitionColumn'] },
      {
        options: { column: 'at', outside: 'partition-column', timeZone: 'Europe/Berlin' },
        places: ['timeZone'],
      },
      { options: { column: 'id', lookback: 1.5 }, places: ['lookback'] },
      { options: { column: 'id', since: -1 }, places: ['since'] },
    ],
  })
})

describe('the strategy, in memory', () => {
  testStrategy(test, [...scenarios, ...furtherScenarios])
})
