import { PassThrough } from 'node:stream'
import { isConfigError } from '@arbalest/core'
import { expect, test } from 'vitest'
import { askWhether } from '../src/output/ask-whether.js'

/** The two ends of a terminal. */
function terminal(): { readonly input: PassThrough; readonly output: PassThrough } {
  const made = () => Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true })
  return { input: made(), output: made() }
}

const { signal: never } = new AbortController()

test.each([
  ['y', true],
  ['Yes', true],
  [' y ', true],
  ['n', false],
  ['', false],
  ['yesterday', false],
])('the answer %j means %s', async (answer, meant) => {
  const { input, output } = terminal()
  const asked = askWhether('go on', never, { input, output })
  expect(String(output.read())).toContain('arbalest: go on? [y/N] ')
  input.write(`${answer}\n`)
  expect(await asked).toBe(meant)
})

test('no answer at all means no', async () => {
  const { input, output } = terminal()
  const asked = askWhether('go on', never, { input, output })
  input.end()
  expect(await asked).toBe(false)
})

test('who interrupts the question gets the reason', async () => {
  const { input, output } = terminal()
  const interruption = new AbortController()
  const asked = askWhether('go on', interruption.signal, { input, output })
  interruption.abort(new Error('Interrupted.'))
  await expect(asked).rejects.toThrow('Interrupted.')
})

test('nobody is asked where there is no terminal', async () => {
  const { input } = terminal()
  const error: unknown = await askWhether('go on', never, { input, output: new PassThrough() }).catch(
    (thrown: unknown) => thrown,
  )
  expect(isConfigError(error) && error.message).toBe(
    'This is not a terminal, so nobody can be asked whether to go on; nothing is done. Use --yes.',
  )
})
