import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runAsNewUser } from './new-user.js'
import { startRegistry, type Registry } from './registry.js'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** To install 100 MB, or to remove them, takes a while. */
const MOST_MILLISECONDS = 300_000

const around = realpathSync(mkdtempSync(join(tmpdir(), 'arbalest-nodes-')))
let registry: Registry

beforeAll(async () => {
  mkdirSync(join(around, 'tarballs'))
  registry = await startRegistry(root, join(around, 'tarballs'))
})

afterAll(async () => {
  await registry[Symbol.asyncDispose]()
  rmSync(around, { recursive: true })
}, MOST_MILLISECONDS)

describe.each(['20', '22', '24'])('Node %s', { timeout: MOST_MILLISECONDS }, (version) => {
  const path = join(root, `.integrations/node-${version}/node_modules/node/bin`)
  const isThere = existsSync(join(path, 'node'))
  const folder = join(around, version, 'demo')
  const run = (...words: readonly string[]) => runAsNewUser(folder, words, { path, registry: registry.url })

  test.skipIf(!isThere)('installs into an empty folder what is published', async () => {
    mkdirSync(folder, { recursive: true })
    const example = join(root, 'examples/earthquakes')
    const { dependencies } = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>
    }
    expect(await run('node', '--version')).toMatch(new RegExp(`^v${version}\\.`))
    const packages = Object.entries(dependencies).map(([name, range]) => `${name}@${range}`)
    expect(await run('npm', 'install', '--no-audit', '--no-fund', ...packages)).toMatch(/exit code 0$/)
    for (const file of ['.arbalestrc.yaml', 'arbalest.js', 'data', 'demo-runs.js', 'demo.js'])
      cpSync(join(example, file), join(folder, file), { recursive: true })
  })

  test.skipIf(!isThere)('loads the demo: 1,707 rows once, and then the one that comes', async () => {
    const said = await run('node', 'demo.js')
    expect(said).toMatch(/exit code 0$/)
    const [first, second, third] = said.split(/^# (?:Load it|Run again|One object comes).*$/m).slice(1)
    expect(first).toMatch(/│ 'earthquakes' +│ '?1707'? /)
    expect(second!.match(/finished: nothing to load/g)).toHaveLength(2)
    expect(third).toMatch(/│ 'earthquakes' +│ '?1708'? /)
  })
})
