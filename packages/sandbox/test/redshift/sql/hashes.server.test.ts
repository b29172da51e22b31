import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()
let client: Client

beforeAll(async () => {
  client = await redshift.connect()
})

async function value(expression: string): Promise<string> {
  const { rows } = await client.query<{ value: unknown }>(`select ${expression} as value`)
  return String(rows[0]?.value)
}

// The values that Apache Iceberg's specification lists, which AWS's page refers to.
test.each([
  ['1', 1_392_991_556],
  ['1::smallint', 1_392_991_556],
  ['34::bigint', 2_017_239_379],
  ['true', 1_392_991_556],
  ['14.20', -500_754_589],
  ['-1::decimal(3,0)', -43_192_051],
  ["date '2017-11-16'", -653_330_422],
  ["time '22:31:08'", -662_762_989],
  ["timestamp '2017-11-16 22:31:08'", -2_047_944_441],
  ["timestamptz '2017-11-16 14:31:08-08'", -2_047_944_441],
  ["'iceberg'", 1_210_000_089],
  ["from_hex('00010203')", -188_683_207],
  ['1::float', -142_385_009],
  ['null::int', null],
])('murmur3_32_hash(%s)', async (argument, hash) => {
  expect(await value(`murmur3_32_hash(${argument})`)).toBe(String(hash))
})

// Each branch of the algorithm takes other lengths; the values are those of FarmHash's own library.
test.each([
  [0, '-7286425919675154353'],
  [3, '-7219169587244119886'],
  [7, '262891053661553897'],
  [16, '9191742960130349771'],
  [32, '-8778395136243454960'],
  [64, '8085768559783415616'],
  [65, '7262239912871753683'],
  [128, '2957081449061649900'],
  [200, '-3481088224122687877'],
])('farmfingerprint64 of %d bytes', async (length, hash) => {
  expect(await value(`farmfingerprint64(left(repeat('Arbalest, 14', 20), ${length}))`)).toBe(hash)
})

test('hashes of a VARBYTE are those of its bytes', async () => {
  for (const name of ['md5', 'sha', 'sha1', 'func_sha1', 'farmfingerprint64'])
    expect(await value(`${name}('a'::varbyte) = ${name}('a')`), name).toBe('true')
  expect(await value("sha2('a'::varbyte, 384) = sha2('a', 384)")).toBe('true')
})
