import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Messages } from '../../src/session/wire/messages.js'
import { ANSWERS, int32, message } from './answers.js'

const pass = (...chunks: readonly Buffer[]): Buffer[] => {
  const messages = new Messages((demand) => demand)
  return chunks.flatMap((chunk) => [...messages.pass(chunk)])
}

test('what is well formed is passed on whole, wherever it is cut', () => {
  const long = message('D', Buffer.from([0, 1]), int32(70_000), Buffer.alloc(70_000, 'x'))
  const stream = Buffer.concat([...Object.values(ANSWERS), long, ANSWERS.complete, ANSWERS.ready])
  fc.assert(
    fc.property(fc.array(fc.nat({ max: stream.length }), { maxLength: 20 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), stream.length]
      const chunks = places.slice(1).map((end, index) => stream.subarray(places[index], end))
      expect(Buffer.concat(pass(...chunks)).equals(stream)).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test.each([
  ['an error without an end', message('E', Buffer.from('SFATAL'))],
  ['an error whose last field has no end', message('E', Buffer.from('SFATAL\0'))],
  ['a tag without an end', message('C', Buffer.from('SELECT'))],
  ['a parameter without a value', message('S', Buffer.from('name\0'))],
  ['fewer columns than it says', message('T', Buffer.from([0, 2]), Buffer.from('a\0'), Buffer.alloc(18))],
  ['an MD5 without a salt', message('R', int32(5))],
  ['SCRAM without an end', message('R', int32(10), Buffer.from('SCRAM-SHA-256\0'))],
  ['a demand without a code', message('R', Buffer.from([0]))],
  ['a session that is in no state', message('Z')],
])('%s is refused', (_, sent) => {
  expect(() => pass(sent)).toThrow('it sent a message that is cut off')
})

test('a message that is too short for its own length is refused', () => {
  expect(() => pass(Buffer.concat([Buffer.from('S'), int32(3)]))).toThrow('is not Redshift')
  expect(() => pass(ANSWERS.ready, Buffer.concat([Buffer.from('S'), int32(3)]))).toThrow('cannot be so long')
})
