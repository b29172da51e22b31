import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, test } from 'vitest'
import { ParquetFile } from '../../src/redshift/copy/parquet/parquet-file.js'

/** A file with one column `x` of `values`, as they are. */
function fileOf(values: readonly number[]): Buffer {
  const data = [...values]
  const columnData = [{ name: 'x', data, type: 'INT32' as const, nullable: true }]
  return Buffer.from(parquetWriteBuffer({ columnData, codec: 'UNCOMPRESSED' }))
}

function open(bytes: Buffer, patience?: number): ParquetFile {
  const slice = (start: number, end = bytes.length) => Uint8Array.from(bytes.subarray(start, end)).buffer
  return new ParquetFile({ byteLength: bytes.length, slice }, patience)
}

const VALUES = Array.from({ length: 1_000 }, (_, index) => (index === 0 ? -1 : index))

// That 1,000 values follow which are not NULL: a run's length, twice that as a varint, and its value.
const RUN = Buffer.from([0xd0, 0x0f, 0x01])

test('a page whose run is said to be longer than memory is given up, and holds up nobody meanwhile', async () => {
  const bytes = fileOf(VALUES)
  const at = bytes.indexOf(RUN)
  expect(at).toBeGreaterThan(0)
  // Now the varint goes on into the first value, whose bits are all set.
  bytes.set([0xd0, 0x8f, 0x81], at)
  let turns = 0
  const turning = setInterval(() => turns++, 20)
  try {
    const metadata = await open(bytes).metadata()
    const reading = open(bytes, 400).rows(metadata, 0, VALUES.length)
    await expect(reading).rejects.toThrow('it cannot be decoded within 0.4 seconds, and may be spoilt')
    expect(turns).toBeGreaterThan(3)
  } finally {
    clearInterval(turning)
  }
})

test('what comes after a file that was given up is read', async () => {
  const file = open(fileOf(VALUES))
  const rows = await file.rows(await file.metadata(), 0, VALUES.length)
  expect(rows.map(([value]) => value)).toEqual(VALUES)
})

test('the time that it takes to get the bytes is not counted', async () => {
  const bytes = fileOf(VALUES)
  const slice = async (start: number, end = bytes.length) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    return Uint8Array.from(bytes.subarray(start, end)).buffer
  }
  const slow = new ParquetFile({ byteLength: bytes.length, slice }, 1_000)
  expect((await slow.metadata()).num_rows).toBe(1_000n)
})

test('an error of who gives the bytes is passed on', async () => {
  const broken = new ParquetFile({ byteLength: 100, slice: () => Promise.reject(new Error('S3 is gone.')) })
  await expect(broken.metadata()).rejects.toThrow('S3 is gone.')
})
