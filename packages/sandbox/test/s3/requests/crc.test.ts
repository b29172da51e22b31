import { describe, expect, it } from 'vitest'
import { crc, CRC32C, CRC64NVME } from '../../../src/s3/body/crc.js'

describe('a CRC', () => {
  // The check value of an algorithm is that of these nine digits.
  const digits = Buffer.from('123456789')

  it.each([
    ['CRC-32C', CRC32C, 4, 'e3069283'],
    ['CRC-64/NVME', CRC64NVME, 8, 'ae8b14860a799888'],
  ] as const)(
    'of kind %s has its check value, however the content is cut',
    (_, polynomial, bytes, expected) => {
      for (let cut = 0; cut <= digits.length; cut++) {
        const digest = crc(polynomial, bytes)
        digest.update(digits.subarray(0, cut))
        digest.update(digits.subarray(cut))
        expect(digest.digest().toString('hex')).toBe(expected)
      }
    },
  )
})
