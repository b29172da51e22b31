import type { Mark } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { pagesOfMarks } from '../../src/marks/read-marks.js'
import { MARKS_A_PAGE } from '../../src/statements/marks.js'

/** Reads so many pages and one that is short; notes what is asked for, and what is returned. */
function reader(whole: number) {
  const log: string[] = []
  const read = async (after: Mark | undefined): Promise<Mark[]> => {
    const page = after === undefined ? 0 : Number(after.key.split('/')[0]) + 1
    log.push(`ask ${page}`)
    await new Promise((resolve) => setImmediate(resolve))
    log.push(`have ${page}`)
    const length = page < whole ? MARKS_A_PAGE : 1
    return Array.from({ length }, (_, index) => ({ key: `${page}/${index}`, version: '1' }))
  }
  return { log, read }
}

test('each page is asked for while the one before is looked at', async () => {
  const { log, read } = reader(2)
  for await (const page of pagesOfMarks(read)) {
    log.push(`look at ${page.length}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  expect(log).toEqual([
    'ask 0',
    'have 0',
    'ask 1',
    `look at ${MARKS_A_PAGE}`,
    'have 1',
    'ask 2',
    `look at ${MARKS_A_PAGE}`,
    'have 2',
    'look at 1',
  ])
})

test('who stops gets the session back when nothing is read by it any more', async () => {
  const { log, read } = reader(9)
  for await (const page of pagesOfMarks(read)) if (page.length > 0) break
  expect(log).toEqual(['ask 0', 'have 0', 'ask 1', 'have 1'])
})

test('a page that cannot be read fails whoever asks for it, and not the page before', async () => {
  const { read } = reader(9)
  const looked: string[] = []
  const failing = async () => {
    const pages = pagesOfMarks((after) => (after ? Promise.reject(new RangeError('gone')) : read(after)))
    for await (const [first] of pages) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      looked.push(first!.key)
    }
  }
  await expect(failing()).rejects.toThrow(new RangeError('gone'))
  expect(looked).toEqual(['0/0'])
})
