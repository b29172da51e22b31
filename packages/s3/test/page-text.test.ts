import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PageMemory, type PageBytes } from '../src/listing/page-text.js'
import { scanPage } from '../src/listing/scan-page.js'
import { writePage, writtenPage } from './listing-xml.js'

/** `text` in memory, to which it was added in so many pieces. */
function filled(memory: PageMemory, text: string, pieces: number): PageBytes {
  const page = memory.page()
  const length = Math.max(1, Math.ceil(text.length / pieces))
  for (let from = 0; from < text.length; from += length)
    page.add(Buffer.from(text.slice(from, from + length), 'latin1'))
  return page
}

test('objects of a page that waits as bytes are those of its text', () => {
  const memory = new PageMemory()
  fc.assert(
    fc.property(writtenPage, fc.integer({ min: 1, max: 9 }), (page, pieces) => {
      const xml = writePage(page).replaceAll(/[^\0-\x7f]/gu, 'x')
      const expected = scanPage(xml)?.objects
      const objects = scanPage(xml, filled(memory, xml, pieces))?.objects
      expect(objects?.length).toBe(expected?.length)
      if (!objects || !expected) return
      for (let index = 0; index < expected.length; index++)
        expect(objects.keyAt(index)).toBe(expected.keyAt(index))
      expect(objects.make()).toEqual(expected.make())
    }),
  )
})

test('a page may be longer than the memory that is begun with', () => {
  const text = `${'é'.repeat(1_000_000)}<`
  const page = filled(new PageMemory(), text, 7)
  expect(page.bytes.toString('latin1')).toBe(text)
  expect(page.upToTag(999_990)).toBe('é'.repeat(10))
  expect(page.take()).toBe(text)
})

test('the memory of a page is that of another once it has been taken, and of none before', () => {
  const memory = new PageMemory()
  const [first, second] = [filled(memory, 'first', 1), filled(memory, 'second', 1)]
  const bytes = first.bytes.buffer
  expect(second.bytes.buffer).not.toBe(bytes)
  expect(first.take()).toBe('first')
  const third = filled(memory, 'third', 1)
  expect(third.bytes.buffer).toBe(bytes)
  expect(() => first.upToTag(0)).toThrow(TypeError)
  expect(() => first.take()).toThrow(TypeError)
  expect([second.take(), third.take()]).toEqual(['second', 'third'])
})
