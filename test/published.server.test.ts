import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatMessage } from 'publint/utils'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installedSize } from './installed-size.js'

const root = fileURLToPath(new URL('../', import.meta.url))
const names = readdirSync(join(root, 'packages'))

/** `npm create` finds its package by a name without a scope. */
const packageOf = (name: string) => (name.startsWith('create-') ? name : `@arbalest/${name}`)

describe('packed and installed elsewhere', () => {
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'arbalest-published-'))
    mkdirSync(join(folder, 'node_modules', '@arbalest'), { recursive: true })
    const packed = execFileSync(
      'npm',
      [
        'pack',
        '--ignore-scripts', // what is built is what the other tests have run
        '--json',
        '--pack-destination',
        folder,
        ...names.map((name) => `--workspace=packages/${name}`),
      ],
      { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    )
    const tarballs = Object.values(JSON.parse(packed)) as { name: string; filename: string }[]
    for (const { name, filename } of tarballs) {
      const place = join(folder, 'node_modules', name)
      mkdirSync(place)
      execFileSync('tar', ['-xzf', join(folder, filename), '-C', place, '--strip-components=1'])
    }
    for (const name of readdirSync(join(root, 'node_modules'))) {
      if (!name.startsWith('.') && name !== '@arbalest' && !names.includes(name))
        symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name))
    }
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(names)('%s is fit to be published', async (name) => {
    const pkgDir = join(folder, 'node_modules', packageOf(name))
    const { messages, pkg } = await publint({ pkgDir, pack: false, strict: true, level: 'warning' })
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([])
  })

  test.each(names)('%s has nothing of another package within it, as plugins share core', (name) => {
    const dist = join(folder, 'node_modules', packageOf(name), 'dist')
    const scripts = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.c?js$/.test(file),
    )
    // The bundler writes above each module which file it was.
    const origins = scripts.flatMap((file) => [
      ...readFileSync(join(dist, file), 'utf8').matchAll(/^\/\/ packages\/([^/]+)\/src\//gm),
    ])
    expect(scripts).not.toEqual([])
    expect(new Set(origins.map(([, origin]) => origin))).toEqual(new Set(origins.length > 0 ? [name] : []))
    if (name === 'core') expect(origins.length).toBeGreaterThan(0)
  })

  test('every package can be imported, and its types compile with those of its dependencies checked', () => {
    const libraries = names.filter((name) => name !== 'cli')
    const source = [
      ...libraries.map((name, index) => `import * as p${index} from '${packageOf(name)}'`),
      `console.log([${libraries.map((_, index) => `Object.keys(p${index}).length`).join(', ')}].join(' '))`,
    ].join('\n')
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
    writeFileSync(join(folder, 'consumer.ts'), source)
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          module: 'NodeNext',
          target: 'ES2023',
          lib: ['ES2023', 'ESNext.Disposable', 'DOM'],
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: true,
          types: ['node'],
        },
        files: ['consumer.ts'],
      }),
    )
    execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', folder], { cwd: folder, encoding: 'utf8' })
    const counts = execFileSync('node', ['consumer.js'], { cwd: folder, encoding: 'utf8' })
      .trim()
      .split(' ')
      .map(Number)
    expect(counts).toHaveLength(libraries.length)
    for (const count of counts) expect(count).toBeGreaterThan(0)
  })

  test('the command, a source and a sink take at most 22 MB, with all that they depend on', () => {
    const size = installedSize(folder, ['@arbalest/cli', '@arbalest/source-s3', '@arbalest/sink-redshift'])
    expect(size).toBeGreaterThan(5e6)
    expect(size).toBeLessThan(22e6)
  })

  test('every package carries its licence and its README', () => {
    for (const name of names) {
      for (const file of ['LICENSE', 'README.md']) {
        expect(
          readFileSync(join(folder, 'node_modules', packageOf(name), file), 'utf8').length,
        ).toBeGreaterThan(100)
      }
    }
  })
})
