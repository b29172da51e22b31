import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GIVEN } from './documentation/given.js'
import { exportsOf, type Exported } from './documentation/doc-examples.js'

const root = fileURLToPath(new URL('../', import.meta.url))

/** The packages that programs and plugins are written with; of others, only what has an example is looked at. */
const FOR_AUTHORS = ['core', 'lambda', 'report', 'sandbox', 'schema', 'testing'].concat(
  ['journal-s3', 'openlineage', 'sink-duckdb', 'sink-redshift'],
  ['source-files', 'source-s3', 'strategy-merge', 'strategy-timeseries'],
)
const exported = [...FOR_AUTHORS, 'listing', 's3'].flatMap((name) => exportsOf(name))
exported.push(...exportsOf('core', 'plugin'))
/** Those that leave nothing out. */
const examples = exported.filter(({ example }) => example !== undefined && !example.includes('…'))

test.each(FOR_AUTHORS)('all that is called of %s has an example', (name) => {
  const called = exported.filter(
    ({ from, isCalled, isType }) => from.startsWith(`@arbalest/${name}`) && isCalled && !isType,
  )
  const own = called.filter(({ from }) => from === `@arbalest/${name}` || from === `@arbalest/${name}/plugin`)
  expect(own.filter(({ example }) => example === undefined).map((each) => each.name)).toEqual([])
})

/** Returns an example as a module: with imports of what it names, from its own package if several have it. */
function moduleOf({ example, from }: Exported): string {
  const has = (name: string) => new RegExp(String.raw`(?<!\w|'|(?<!\.)\.)${name}\b(?!')`).test(example!)
  const wanted = new Map<string, Exported>()
  for (const each of exported)
    if (has(each.name) && (each.from === from || !wanted.has(each.name))) wanted.set(each.name, each)
  const isOwn = (name: string) =>
    new RegExp(String.raw`\b(?:import .*|const |interface )${name}\b`).test(example!)
  const imports = [...wanted.values()]
    .filter(({ name }) => !isOwn(name))
    .map(({ name, from: source, isType }) => `import ${isType ? 'type ' : ''}{ ${name} } from '${source}'`)
  const isModule = /^(?:import|export|declare|interface)\b/m.test(example!)
  const body = isModule ? example! : `export async function* example() {\n${example}\n}`
  return [...imports, body].join('\n')
}

let folder: string
let said: readonly string[]

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'arbalest-examples-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, 'given.ts'), GIVEN)
  for (const [index, each] of examples.entries())
    writeFileSync(join(folder, `example-${index}.ts`), moduleOf(each))
  const compilerOptions = {
    module: 'NodeNext',
    target: 'ES2023',
    lib: ['ES2023', 'ESNext.Disposable'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  said = spawnSync(process.execPath, [tsc, '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  }).stdout.split('\n')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(examples.map((each, index) => ({ ...each, index })))(
  'the example of $name compiles',
  ({ index }) => {
    expect(said.filter((line) => line.startsWith(`example-${index}.ts`))).toEqual([])
  },
)

test('what examples take for granted is right, too', () => {
  expect(said.filter((line) => line !== '' && !line.startsWith('example-'))).toEqual([])
})
