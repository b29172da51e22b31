import { expect, test } from 'vitest'
import { optionalClient } from '../../src/aws/optional-client.js'

const absent = '@aws-sdk/client-of-nothing'

// As Node says it of a package that is not installed.
const missing = (name: string) => () =>
  Promise.reject(
    Object.assign(new Error(`Cannot find package '${name}' imported from /app/x.js`), {
      code: 'ERR_MODULE_NOT_FOUND',
    }),
  )

test('a client that is not installed is named, with the command that installs it', async () => {
  await expect(optionalClient(absent, 'To sign in by a secret', missing(absent))).rejects.toMatchObject({
    name: 'PluginError',
    code: 'PLUGIN_NOT_FOUND',
    message: `To sign in by a secret needs the package "${absent}", which is not installed; run npm install ${absent}.`,
  })
})

test('what a client lacks itself, or fails at, is not taken for the client', async () => {
  await expect(optionalClient(absent, 'It', missing('other'))).rejects.toThrow("Cannot find package 'other'")
  await expect(optionalClient(absent, 'It', () => Promise.reject(new Error('broken')))).rejects.toThrow(
    'broken',
  )
  expect(await optionalClient(absent, 'It', async () => 'client')).toBe('client')
})
