import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { configuration } from '../configuration.js'
import { makeWorkspace } from '../workspace.js'

const step = (...statements: unknown[]) => ({ sql: 'day', statements })

describe('SQL in files', () => {
  test('is found from the folder of the configuration, wherever the command is run', async () => {
    const { write, run, folder } = await makeWorkspace()
    await write('conf/sql/day.sql', '\ufeff-- each day\ndelete from t')
    await write('conf/file-sink.mjs', `export { default } from '../file-sink.mjs'`)
    await write('conf/arbalest.json', configuration({}, [step({ file: 'sql/day.sql' }, 'select 1')]))

    const { exitCode, stdout } = await run(
      ['plan', '--json', '--config', join(folder, 'conf/arbalest.json')],
      {},
      'data',
    )

    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ statements: ['-- each day\ndelete from t', 'select 1'] })
  })

  test('that cannot be read is a fault, reported with all others', async () => {
    const { write, run, folder } = await makeWorkspace()
    await writeFile(join(folder, 'latin.sql'), Buffer.from([0x27, 0xe9, 0x27]))
    await write('sql/reference.sql', `insert into t values ('\${env:HOME}')`)
    const files = ['sql/no.sql', 'latin.sql', 'sql/reference.sql', 'sql']
    await write('.arbalestrc.json', configuration({}, [step(...files.map((file) => ({ file })))]))

    const { exitCode, stderr } = await run(['plan'])

    expect(exitCode).toBe(3)
    const at = (path: string) => join(folder, path)
    const faults = stderr.split('\n').slice(1, 5)
    expect(faults.map((fault) => fault.replace(/ \(line 1, column \d+\)$/, ''))).toEqual([
      `  pipelines.quakes[0].statements[0].file: There is no file ${at('sql/no.sql')}.`,
      `  pipelines.quakes[0].statements[1].file: ${at('latin.sql')} is not UTF-8.`,
      `  pipelines.quakes[0].statements[2].file: ${at('sql/reference.sql')} holds "\${env:HOME}", which is not replaced in SQL files; write $1, and give it under values.`,
      expect.stringMatching(/statements\[3\]\.file: .*sql cannot be read: EISDIR/),
    ])
  })

  test('is shown by plan without the keys and passwords in it, as SQL in the configuration is', async () => {
    const { write, run } = await makeWorkspace()
    const sql = (name: string) => [
      `copy t from 's3://b/k' credentials 'aws_access_key_id=AKIA${name};aws_secret_access_key=tell-nobody'`,
      `copy t from 's3://b/k' ACCESS_KEY_ID 'AKIA${name}' SECRET_ACCESS_KEY 'hush''hush-${name}' session_token 'token-of-${name}'`,
      `copy t from 's3://b/k' credentials 'aws_iam_role=arn:aws:iam::1:role/open-${name}'`,
      `create user u password 'Secret-of-${name}'`,
    ]
    for (const [index, text] of sql('file').entries()) await write(`${index}.sql`, text)
    const files = [0, 1, 2, 3].map((index) => ({ file: `${index}.sql` }))
    await write('.arbalestrc.json', configuration({}, [step(...files, ...sql('entry'))]))

    const { stdout, exitCode } = await run(['plan'])

    expect(exitCode).toBe(0)
    expect(stdout).not.toMatch(/nobody|hush|token-of|Secret-of/)
    expect(stdout.match(/\*\*\*\*/g)).toHaveLength(8)
    expect(stdout).toMatch(/open-file[^]*open-entry/)
  })
})
