import { describe, expect, test } from 'vitest'
import { findPlugin } from '../src/configuration/plugins/find-plugin.js'
import { PluginError, type PluginLoader } from '../src/index.js'
import { plugins } from './memory-plugins.js'

const { source } = plugins()

/** A loader for which only `specifiers` are installed, and what it was asked for. */
function installed(specifiers: readonly string[], words?: readonly string[]) {
  const asked: string[] = []
  const load = async (specifier: string) => {
    asked.push(specifier)
    if (specifiers.includes(specifier)) return { default: source }
    throw new PluginError(
      'PLUGIN_NOT_FOUND',
      `"${specifier}" is not installed; run: npm install ${specifier}`,
    )
  }
  const loader: PluginLoader = Object.assign(load, words && { installed: async () => words })
  return { loader, asked }
}

describe('what a name stands for', () => {
  test.each([
    ['ftp', ['@arbalest/source-ftp'], ['@arbalest/source-ftp']],
    ['ftp', ['arbalest-source-ftp'], ['@arbalest/source-ftp', 'arbalest-source-ftp']],
    ['arbalest-source-ftp', ['arbalest-source-ftp'], ['arbalest-source-ftp']],
    ['@acme/arbalest-source-ftp', ['@acme/arbalest-source-ftp'], ['@acme/arbalest-source-ftp']],
    ['./ftp.js', ['./ftp.js'], ['./ftp.js']],
  ])('%s, with %j installed: asks for %j', async (use, specifiers, expected) => {
    const { loader, asked } = installed(specifiers)
    expect(await findPlugin('source', use, loader)).toBe(source)
    expect(asked).toEqual(expected)
  })
})

describe('a name that stands for nothing', () => {
  test('is taken for a typing error if there is one that is like it', async () => {
    const { loader } = installed([], ['timeseries'])
    await expect(findPlugin('strategy', 'manifets', loader)).rejects.toMatchObject({
      code: 'PLUGIN_NOT_FOUND',
      message:
        'There is no strategy "manifets"; did you mean "manifest"? There is "bulk", "manifest", "timeseries".',
    })
  })

  test('is said to be missing, with what there is, if none is like it', async () => {
    const { loader } = installed([])
    await expect(findPlugin('strategy', 'upsert', loader)).rejects.toThrow(
      '"@arbalest/strategy-upsert" is not installed; run: npm install @arbalest/strategy-upsert. There is "bulk", "manifest".',
    )
    await expect(findPlugin('source', 'ftp', loader)).rejects.toThrow(/source-ftp\.$/)
  })

  test('does not hide what is wrong with a plugin that is there', async () => {
    const loader: PluginLoader = async (specifier) => {
      throw new PluginError('PLUGIN_INVALID', `${specifier} fails`)
    }
    await expect(findPlugin('source', 'ftp', loader)).rejects.toThrow('@arbalest/source-ftp fails')
  })
})
