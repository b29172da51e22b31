import { ConfigError } from '@arbalest/core'
import { expect, test } from 'vitest'
import {
  quoteCharacter,
  quoteIdentifier,
  quoteLiteral,
  quoteTable,
  splitTable,
} from '../../src/statements/syntax/quote.js'

test('an identifier stands in quotes, in small letters, its own quotes doubled', () => {
  expect(quoteIdentifier('Order "x"')).toBe('"order ""x"""')
})

test('an identifier may have 127 bytes, not characters', () => {
  expect(quoteIdentifier('ä'.repeat(63) + 'x')).toHaveLength(66)
  expect(() => quoteIdentifier('ä'.repeat(64))).toThrow(ConfigError)
  expect(() => quoteIdentifier('')).toThrow(/1 to 127 bytes/)
})

test('no identifier and no literal holds a NUL', () => {
  expect(() => quoteIdentifier('a\0b')).toThrow(ConfigError)
  expect(() => quoteLiteral('a\0b')).toThrow(/NUL/)
})

test('a table is named with its schema, where it has one', () => {
  expect(quoteTable('events')).toBe('"events"')
  expect(quoteTable('Staging.Events')).toBe('"staging"."events"')
  expect(splitTable('staging.events')).toEqual({ schema: 'staging', name: 'events' })
})

test('a literal has its quotes doubled', () => {
  expect(quoteLiteral(`it's`)).toBe(`'it''s'`)
  expect(quoteLiteral('')).toBe(`''`)
})

test('a backslash in a literal is written as its number, as one server escapes by it and the other does not', () => {
  expect(quoteLiteral(String.raw`\'; drop table x; --`)).toBe(`('' || chr(92) || '''; drop table x; --')`)
  expect(quoteLiteral('a\\b\\')).toBe(`('a' || chr(92) || 'b' || chr(92) || '')`)
})

test('a character that has no shape, or is a backslash, is written as its number in octal', () => {
  expect([';', ' ', 'x', "'", '"'].map(quoteCharacter)).toEqual([`';'`, `' '`, `'x'`, `''''`, `'"'`])
  expect(['\t', '\x01', '\x7f', '\\'].map(quoteCharacter)).toEqual([
    String.raw`'\011'`,
    String.raw`'\001'`,
    String.raw`'\177'`,
    String.raw`'\134'`,
  ])
})
