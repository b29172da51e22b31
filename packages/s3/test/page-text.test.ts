import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PageMemory, plainText, type PageBytes } from '../src/listing/page-text.js'
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
      const expected = scanPage(plainText(xml))?.objects
      const objects = scanPage(filled(memory, xml, pieces))?.objects
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
  expect([...page.take()]).toEqual([text])
})

test('the memory of a page is that of another once it has been taken, and of none before', () => {
  const memory = new PageMemory()
  const [first, second] = [filled(memory, 'first', 1), filled(memory, 'second', 1)]
  const bytes = first.bytes.buffer
  expect(second.bytes.buffer).not.toBe(bytes)
  expect([...first.take()]).toEqual(['first'])
  const third = filled(memory, 'third', 1)
  expect(third.bytes.buffer).toBe(bytes)
  expect(() => first.upToTag(0)).toThrow(TypeError)
  expect(() => [...first.take()]).toThrow(TypeError)
  expect([...second.take(), ...third.take()]).toEqual(['second', 'third'])
})

test('objects of a page in several parts are those of its text, and what stands behind its end is seen', () => {
  const memory = new PageMemory()
  const objects = Array.from({ length: 900 }, (_, index) => {
    const key = `${String(index).padStart(6, '0')}/${'+%26'.repeat(index % 30)}`
    return { key, etag: '1', size: index, modified: new Date(index), quote: '"', before: '', after: '' }
  })
  const xml = writePage({ objects, folders: ['f/'], token: 'next', isEncoded: true })
  const page = filled(memory, xml, 3)
  const parts = [...page.parts()]
  expect(parts.length).toBeGreaterThan(1)
  expect(parts.join('')).toBe(xml)
  expect(parts.slice(1).filter((part) => !part.startsWith('<Contents><Key>'))).toEqual([])
  const expected = scanPage(plainText(xml))
  const { objects: found, ...content } = scanPage(page)!
  expect({ ...content, objects: found.make() }).toEqual({ ...expected, objects: expected?.objects.make() })
  const end = '</ListBucketResult>'
  for (const wrong of [
    xml.replace(end, `${end}${xml.slice(xml.indexOf('<Contents>'))}`),
    xml.replace(/<Contents>(?=<Key>000500)/, `${end}$&`),
    xml.replace(/<Contents>(?=<Key>000500)/, '\n$&'),
    xml.slice(0, xml.indexOf('<Contents><Key>000800')),
  ])
    expect(scanPage(filled(memory, wrong, 3))).toBeUndefined()
})
