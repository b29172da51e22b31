import { describe, expect, test } from 'vitest'
import { configuration, loadStep } from '../configuration.js'
import { makeWorkspace } from '../workspace.js'

const SECRETS = {
  AWS_SECRET_ACCESS_KEY: 'hunter2-of-the-environment',
  AWS_SESSION_TOKEN: 'token-of-the-environment',
  PGPASSWORD: 'password-of-the-environment',
}

describe('secrets of the environment are hidden before anything is loaded', () => {
  test('from what a configuration in TypeScript throws', async () => {
    const { run, write } = await makeWorkspace()
    await write(
      'arbalest.config.ts',
      `throw new Error('no ' + [${Object.keys(SECRETS).map((name) => `process.env.${name}`)}].join(' '))`,
    )
    const { exitCode, stdout, stderr } = await run(['run', '--json'], SECRETS)
    expect(exitCode).toBe(3)
    for (const secret of Object.values(SECRETS)) expect(stdout + stderr).not.toContain(secret)
    expect(stderr).toContain(
      Object.keys(SECRETS)
        .map((name) => `\${env:${name}}`)
        .join(' '),
    )
  })

  test('from what schema infer prints', async () => {
    const { run } = await makeWorkspace('@arbalest/source-s3', '@arbalest/schema')
    const { exitCode, stderr } = await run(['schema', 'infer', `s3://acme/${SECRETS.AWS_SESSION_TOKEN}/`], {
      ...SECRETS,
      AWS_ACCESS_KEY_ID: 'me',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1',
    })
    expect(exitCode).not.toBe(0)
    expect(stderr).not.toContain(SECRETS.AWS_SESSION_TOKEN)
    expect(stderr).toContain('${env:AWS_SESSION_TOKEN}')
  })
})

test('a variable is printed as what it is if no secret stands there, and else is not', async () => {
  const { run, write } = await makeWorkspace()
  await write('data-of-acme/a.json', '{"mag":1}')
  const source = { use: './folder-source.mjs', with: { folder: '${env:FOLDER}' } }
  const sink = { connection: 'db://me:${env:WORD}@host', file: 'sink.json', fault: 'leak' }
  await write('.arbalestrc.json', configuration(sink, [loadStep('events', { source })]))
  const env = { FOLDER: 'data-of-acme', WORD: 'hunter2-of-acme' }

  const planned = await run(['plan', '--json'], env)
  const { stdout, stderr } = await run(['run'], env)

  expect(planned.stdout).toContain('data-of-acme')
  expect(stdout + stderr).not.toContain('hunter2-of-acme')
  expect(stderr).toContain('${env:WORD}')
})
