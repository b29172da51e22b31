import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runAsNewUser } from './new-user.js'
import { startRegistry, type Registry } from './registry.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const managers = join(root, '.integrations/managers/node_modules/.bin')

/** To install 100 MB, or to remove them, takes a while. */
const MOST_MILLISECONDS = 300_000

/** How each begins a project without questions. */
const CREATE = {
  npm: ['npm', 'create', '--yes', 'arbalest', '--', '--yes'],
  pnpm: ['pnpm', 'create', 'arbalest', '--yes'],
  yarn: ['yarn', 'create', 'arbalest', '--yes'],
}

const around = realpathSync(mkdtempSync(join(tmpdir(), 'arbalest-managers-')))
let registry: Registry

beforeAll(async () => {
  mkdirSync(join(around, 'tarballs'))
  registry = await startRegistry(root, join(around, 'tarballs'))
})

afterAll(async () => {
  await registry[Symbol.asyncDispose]()
  rmSync(around, { recursive: true })
}, MOST_MILLISECONDS)

const run = (cwd: string, words: readonly string[]) =>
  runAsNewUser(cwd, words, { path: managers, registry: registry.url })

describe.each(Object.entries(CREATE))('%s', { timeout: MOST_MILLISECONDS }, (manager, create) => {
  const isThere = manager === 'npm' || existsSync(join(managers, manager))
  const folder = join(around, manager, 'project')

  test.skipIf(!isThere)(
    'create makes a project, from an empty folder and packages as published',
    async () => {
      mkdirSync(folder, { recursive: true })
      expect(await run(folder, create)).toMatch(/created\. What is loaded(?:.*\n)*exit code 0/)
    },
  )

  test.skipIf(!isThere)('start loads the sample', async () => {
    expect(await run(folder, [manager, 'start'])).toMatch(/5 rows(?:.*\n)*exit code 0/)
  })

  test.skipIf(!isThere)('test passes', async () => {
    expect(await run(folder, [manager, 'test'])).toMatch(/pass 1\n(?:.*\n)*exit code 0/)
  })

  test.skipIf(!isThere)('finds the types of what it has installed', async () => {
    const lines = ['core', 'sink-redshift', 'source-s3'].map(
      (name, index) => `import * as p${index} from '@arbalest/${name}'`,
    )
    writeFileSync(join(folder, 'check.ts'), [...lines, 'console.log(p0, p1, p2)'].join('\n'))
    const compilerOptions = {
      module: 'NodeNext',
      target: 'ES2023',
      lib: ['ES2023', 'ESNext.Disposable', 'DOM'],
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['check.ts'] }))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    expect(await run(folder, [process.execPath, tsc, '-p', '.'])).toBe('\nexit code 0')
  })
})
