import { exec, execFile, execFileSync, execSync, fork, spawn, spawnSync } from 'node:child_process'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'

test.each([
  ['a port', () => createServer().listen(0)],
  ['a port for HTTP', () => createHttpServer().listen(0)],
  ['spawn', () => spawn('true')],
  ['exec', () => exec('true')],
  ['execFile', () => execFile('true')],
  ['fork', () => fork('true')],
  ['spawnSync', () => spawnSync('true')],
  ['execSync', () => execSync('true')],
  ['execFileSync', () => execFileSync('true')],
] as const)('the pure lane refuses %s', (_, start) => {
  expect(start).toThrow('A test of the pure lane opens no port and starts no process')
})
