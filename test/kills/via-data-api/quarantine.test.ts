import { describe } from 'vitest'
import { testBrokenThousand } from '../broken-thousand.js'

describe('a thousand objects, seven of them broken, by the Data API', () => {
  testBrokenThousand({
    by_data_api: {
      connection: { iam: { workgroup: 'wg' }, database: 'dev', via: 'data-api', sessionKeepAlive: '5s' },
      keep: 9,
    },
  })
})
