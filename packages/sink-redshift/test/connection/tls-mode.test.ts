import { expect, test } from 'vitest'
import { completeOptions } from '../../src/index.js'
import { defaultTls } from '../../src/connection/tls-mode.js'

test('TLS is verified, unless the host is this machine', () => {
  expect(defaultTls('host')).toBe('verify-full')
  expect(defaultTls('localhost')).toBe('disable')
  expect(defaultTls('127.0.0.1')).toBe('disable')
  expect(defaultTls('::1')).toBe('disable')
  expect(defaultTls('localhost.example.com')).toBe('verify-full')
})

test('what a URL says of TLS holds for any host', () => {
  const tls = (connection: string) =>
    completeOptions({ connection, iamRole: 'default', metadata: 's3://acme/arbalest/' }).connection.tls
  expect(tls('redshift://u:p@localhost/db?sslmode=require')).toBe('require')
  expect(tls('redshift://u:p@host/db?sslmode=disable')).toBe('disable')
  expect(tls('redshift://u:p@host/db')).toBeUndefined()
})
