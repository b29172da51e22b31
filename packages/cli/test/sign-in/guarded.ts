import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { makeWorkspace, type Ended } from '../workspace.js'

const PASSWORD = 'canary-P4ssword'

/** The beginning of the ARN of each secret. */
export const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:'

/** A sandbox that keeps passwords as SHA-256 and asks for TLS, and the command in front of it. */
export interface Guarded {
  readonly sandbox: Sandbox
  /** The folder that is the bucket `acme`. */
  readonly folder: string
  /** Where Redshift is, as keys of a connection. */
  place(): string
  /** That, and the user `loader` with a password. */
  user(): string
  /** Calls the Data API, as the driver pg cannot sign in here. */
  call(operation: string, input: object): Promise<Record<string, unknown>>
  /** What a statement of a superuser returns. */
  admin(sql: string): Promise<unknown[][]>
  /** Runs the command in a pipeline of its own that loads the objects `1*`; nothing that it prints may be secret. */
  arbalest(
    pipeline: string,
    connection: string,
    words?: readonly string[],
    env?: NodeJS.ProcessEnv,
  ): Promise<Ended>
}

/** How a superuser calls the Data API. */
export const ADMIN = { Database: 'dev', ClusterIdentifier: 'prod', SecretArn: 'sandbox', WaitTimeSeconds: 30 }

/** Starts a sandbox before the tests of a file, and stops it after them. */
export function guarded(): Guarded {
  let folder = ''
  let sandbox: Sandbox
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'arbalest-sign-in-'))
    await writeFile(join(folder, '1.csv'), '1\n2\n')
    sandbox = await startSandbox({
      buckets: { acme: folder },
      passwords: 'sha256',
      tls: true,
      clusters: ['prod'],
      workgroups: ['wg'],
      secrets: {
        loader: { engine: 'redshift', username: 'loader', password: PASSWORD },
        mysql: { engine: 'mysql', username: 'loader', password: PASSWORD },
        empty: { engine: 'redshift', username: 'loader' },
      },
    })
    await admin(`create user loader password '${PASSWORD}'`)
    await admin('grant usage, create on schema public to public')
    await admin('grant temp on database dev to public')
  })
  afterEach(() => sandbox.faults.clear())
  afterAll(async () => {
    await sandbox.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const call: Guarded['call'] = async (operation, input) => {
    const response = await fetch(sandbox.awsEndpoint, {
      method: 'POST',
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=sandbox/20260101/us-east-1/redshift-data/aws4_request',
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `RedshiftData.${operation}`,
      },
      body: JSON.stringify(input),
    })
    return (await response.json()) as Record<string, unknown>
  }
  const admin: Guarded['admin'] = async (sql) => {
    const { Id } = await call('ExecuteStatement', { ...ADMIN, Sql: sql })
    const {
      Status,
      HasResultSet,
      Error: error,
    } = await call('DescribeStatement', { Id, WaitTimeSeconds: 30 })
    expect([Status, error]).toEqual(['FINISHED', undefined])
    if (HasResultSet !== true) return []
    const { Records } = await call('GetStatementResult', { Id })
    return (Records as object[][]).map((row) => row.map((field) => Object.values(field)[0] as unknown))
  }
  const place = () => `host: 127.0.0.1, port: ${new URL(sandbox.url).port}, database: dev, tls: verify-full`
  return {
    get sandbox() {
      return sandbox
    },
    get folder() {
      return folder
    },
    place,
    user: () => `${place()}, user: loader, password: '\${env:PASSWORD}'`,
    call,
    admin,
    async arbalest(pipeline, connection, words = ['run'], env = {}) {
      const workspace = await makeWorkspace('@arbalest/sink-redshift', '@arbalest/source-s3')
      await workspace.write('.arbalestrc.yaml', configuration(pipeline, connection))
      const ended = await workspace.run(words, { ...sandbox.env, PASSWORD, ...env })
      const printed = ended.stdout + ended.stderr
      for (const secret of ['canary', sandbox.env.AWS_SECRET_ACCESS_KEY])
        expect(printed).not.toContain(secret)
      return ended
    },
  }
}

function configuration(pipeline: string, connection: string): string {
  return `
sink: { use: redshift, with: { connection: { ${connection} }, iamRole: default, metadata: 's3://acme/arbalest/' } }
pipelines:
  ${pipeline}:
    - load: numbers
      source: { use: s3, with: { url: 's3://acme/1' } }
      strategy: { use: manifest }
      copy: { format: csv }
      target: { table: ${pipeline}, fields: { n: bigint } }
`
}
