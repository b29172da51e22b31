import { describe } from 'vitest'
import { testBrokenThousand } from '../broken-thousand.js'

describe('a thousand objects, seven of them broken in seven ways', () => {
  testBrokenThousand({
    events: {},
    marked_in_s3: { journal: { use: 's3', with: { url: 's3://acme/journal/' } } },
    kept: { keep: 9 },
  })
})
