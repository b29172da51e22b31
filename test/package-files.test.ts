import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { VERSION } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { DOCS } from '../packages/cli/src/words/explanation-of.js'

const root = new URL('../', import.meta.url)
const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(new URL(`${folder}package.json`, root), 'utf8')) as Record<string, unknown>
const own = manifestOf('')
const web = String(own['homepage']).replace('#readme', '')

test.each(readdirSync(new URL('packages/', root)))(
  '%s says where it is from, and builds before it is packed',
  (name) => {
    expect(manifestOf(`packages/${name}/`)).toMatchObject({
      version: VERSION,
      license: 'MIT',
      homepage: `${web}/tree/main/packages/${name}#readme`,
      repository: { ...Object(own['repository']), directory: `packages/${name}` },
      bugs: own['bugs'],
      keywords: expect.arrayContaining(['arbalest', 'redshift']),
      publishConfig: { access: 'public', provenance: true },
      scripts: { prepack: 'npm --prefix ../.. run build' },
    })
    for (const file of ['README.md', 'LICENSE'])
      expect(existsSync(new URL(`packages/${name}/${file}`, root))).toBe(true)
  },
)

test('links between pages lead to the same place on the web', () => {
  expect(DOCS).toBe(`${web}/blob/main/docs/`)
})
