import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('the example plugin passes the published suites, under a test runner of its own', () => {
  const folder = fileURLToPath(new URL('..', import.meta.url))
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env
  const output = execFileSync('node', ['--test', '--test-reporter=tap', 'source-folder.test.js'], {
    cwd: folder,
    encoding: 'utf8',
    env,
  })
  expect(output).toMatch(/^# fail 0$/m)
  expect(Number(/^# pass (\d+)$/m.exec(output)![1])).toBeGreaterThanOrEqual(10)
})
