import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const run = promisify(execFile)
const own = fileURLToPath(new URL('../../', import.meta.url))
const installed = fileURLToPath(new URL('../../../../node_modules/', import.meta.url))

const SCRIPT = `
  import { completeOptions, RedshiftSink } from '@arbalest/sink-redshift'
  const connection = { via: 'data-api', database: 'dev', iam: { workgroup: 'wg' } }
  const sink = new RedshiftSink(completeOptions({ connection, iamRole: 'default', metadata: 's3://acme/arbalest/' }))
  await sink.marks('p/s').next().catch(({ code, message }) => console.log(code + ': ' + message))
  await sink[Symbol.asyncDispose]()
`

let folder: string

// As where the sink is installed, and none of its optional peers.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arbalest-missing-'))
  const modules = join(folder, 'node_modules')
  const sink = join(modules, '@arbalest/sink-redshift')
  await mkdir(sink, { recursive: true })
  for (const part of ['dist', 'package.json'])
    await cp(join(own, part), join(sink, part), { recursive: true })
  const { dependencies } = JSON.parse(await readFile(join(own, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>
  }
  for (const name of ['@arbalest/core', ...Object.keys(dependencies)])
    await symlink(join(installed, name), join(modules, name))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('a client of the Data API that is not installed is named, with the command that installs it', async () => {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', SCRIPT], { cwd: folder })
  expect(stdout).toBe(
    'PLUGIN_NOT_FOUND: To connect through the Data API needs the package "@aws-sdk/client-redshift-data", which is not installed; run npm install @aws-sdk/client-redshift-data.\n',
  )
})
