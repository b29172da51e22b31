import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { ConnectionConfiguration } from '../../src/index.js'
import { completeConnection } from '../../src/connection/connection-options.js'
import { HiddenSecrets } from '../../src/secrets/hidden-secrets.js'
import { translateError } from '../../src/session/error-translation.js'
import { WireTransport } from '../../src/session/wire/wire-transport.js'
import { SignIn } from '../../src/sign-in/sign-in.js'

const URL_OF_SINK = 'redshift://sink:5439/dev'

let sandbox: Sandbox
let secrets: SecretsManagerClient

beforeAll(async () => {
  sandbox = await startSandbox({ passwords: 'sha256', clusters: ['prod'], workgroups: ['wg'] })
  Object.assign(process.env, sandbox.env)
  secrets = new SecretsManagerClient()
})

afterEach(() => sandbox.faults.clear())

afterAll(async () => {
  secrets.destroy()
  await sandbox.stop()
})

/** Signs in, and returns what `statements` return, each in a session of its own. */
async function ask(
  connection: string | ConnectionConfiguration,
  ...statements: string[]
): Promise<unknown[]> {
  await using transport = transportOf(connection)
  const answers: unknown[] = []
  for (const text of statements) answers.push(...(await transport.ask(text)))
  return answers
}

function transportOf(connection: string | ConnectionConfiguration, notices: string[] = []) {
  const options = completeConnection(connection)
  const { signal } = new AbortController()
  const hidden = new HiddenSecrets([])
  const transport = new WireTransport(options, {
    url: URL_OF_SINK,
    signal,
    hide: (text) => hidden.hide(text),
    signIn: new SignIn(options, { url: URL_OF_SINK, signal, hidden }),
    applicationName: 'arbalest/test',
    notice: (message) => notices.push(message),
  })
  return {
    async ask(text: string): Promise<unknown[]> {
      try {
        const session = await transport.open()
        try {
          return (await session.query({ text }, 'ask')).flatMap((row) => Object.values(row))
        } finally {
          session.release()
        }
      } catch (error) {
        throw translateError(error, URL_OF_SINK)
      }
    },
    /** Ends the connection that is open: nobody gets one on which a transaction is open. */
    async endSession(): Promise<void> {
      const session = await transport.open()
      await session.query({ text: 'begin' }, 'begin')
      session.release()
    },
    [Symbol.asyncDispose]: () => transport.close(),
  }
}

/** What is thrown where signing in fails. */
async function refusal(connection: string | ConnectionConfiguration): Promise<unknown> {
  return ask(connection, 'select 1').then(
    () => 'signed in',
    ({ code, retryable, message }: { code: string; retryable: boolean; message: string }) => ({
      code,
      retryable,
      message,
    }),
  )
}

const place = () => {
  const { hostname: host, port } = new URL(sandbox.url)
  return { host, port, database: 'dev' }
}

async function secret(name: string, content: object | string): Promise<string> {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  const { ARN = '' } = await secrets.send(new CreateSecretCommand({ Name: name, SecretString: text }))
  return ARN
}

test('a user signs in by a password that Redshift keeps as SHA-256', async () => {
  expect(await ask(sandbox.url, 'select current_user')).toEqual(['awsuser'])
  const user = { ...place(), user: 'awsuser', password: 'sandbox' }
  expect(await ask(user, 'select current_user')).toEqual(['awsuser'])
  expect(await refusal({ ...user, password: 'wrong' })).toEqual({
    code: 'SINK_DENIED',
    retryable: false,
    message: `${URL_OF_SINK} refused to let us in: password authentication failed for user "awsuser"; check the user and the password in connection.`,
  })
})

test('a session begins as the connection says', async () => {
  const connection = {
    ...place(),
    user: 'awsuser',
    password: 'sandbox',
    queryGroup: "e'tl",
    statementTimeout: '90s',
  }
  expect(
    await ask(connection, 'show query_group', 'show statement_timeout', 'show application_name'),
  ).toEqual(["e'tl", '90s', 'arbalest/test'])
})

describe('IAM', () => {
  test('signs in to a workgroup, and looks up where it is', async () => {
    const iam = { workgroup: 'wg' }
    expect(await ask({ database: 'dev', iam }, 'select current_user')).toEqual(['IAM:sandbox'])
    expect(await ask({ ...place(), iam }, 'select current_user')).toEqual(['IAM:sandbox'])
  })

  test('signs in to a cluster, as the user that is named, or as the one of who calls', async () => {
    expect(await ask({ database: 'dev', iam: { cluster: 'prod' } }, 'select current_user')).toEqual([
      'IAM:sandbox',
    ])
    const late = { cluster: 'prod', user: 'late' }
    expect(await refusal({ ...place(), iam: late })).toMatchObject({
      code: 'SINK_DENIED',
      message: expect.stringContaining('user "late" does not exist') as string,
    })
    expect(await ask({ ...place(), iam: { ...late, create: true } }, 'select current_user')).toEqual(['late'])
  })

  test('fetches credentials once, and anew if they have expired', async () => {
    await using transport = transportOf({ ...place(), iam: { workgroup: 'wg' } })
    const [first] = await transport.ask('select pg_backend_pid()')
    expect(await transport.ask('select pg_backend_pid()')).toEqual([first])
    sandbox.expireLogins()
    await transport.endSession()
    expect(await transport.ask('select current_user')).toEqual(['IAM:sandbox'])
  })

  test('fetches credentials anew a minute before they expire', async () => {
    await using transport = transportOf({ ...place(), iam: { workgroup: 'wg' } })
    const [first] = await transport.ask('select pg_backend_pid()')
    vi.useFakeTimers({ now: Date.now() + 850_000, toFake: ['Date'] })
    try {
      expect(await transport.ask('select pg_backend_pid()')).not.toEqual([first])
    } finally {
      vi.useRealTimers()
    }
  })

  test('says what to allow, and what is not there', async () => {
    const denied = async (operation: string, connection: ConnectionConfiguration) => {
      using _ = fault({ kind: 'denied', operation })
      return await refusal(connection)
    }
    expect(await denied('GetCredentials', { ...place(), iam: { workgroup: 'wg' } })).toMatchObject({
      code: 'SINK_DENIED',
      message: expect.stringMatching(
        /could not sign in to the workgroup "wg": User: \S+ is not authorized .*; allow redshift-serverless:GetCredentials on "arn:aws:redshift-serverless:\*:\*:workgroup\/\*"\.$/,
      ) as string,
    })
    expect(await denied('GetWorkgroup', { database: 'dev', iam: { workgroup: 'wg' } })).toMatchObject({
      message: expect.stringContaining('allow redshift-serverless:GetWorkgroup on') as string,
    })
    expect(
      await denied('GetClusterCredentials', { ...place(), iam: { cluster: 'prod', user: 'u' } }),
    ).toMatchObject({
      code: 'SINK_DENIED',
      message: expect.stringContaining(
        'allow redshift:GetClusterCredentials on "arn:aws:redshift:*:*:dbuser:prod/u".',
      ) as string,
    })
    expect(
      await denied('GetClusterCredentialsWithIAM', { ...place(), iam: { cluster: 'prod' } }),
    ).toMatchObject({
      message: expect.stringContaining('on "arn:aws:redshift:*:*:dbname:prod/dev".') as string,
    })
    expect(await denied('DescribeClusters', { database: 'dev', iam: { cluster: 'prod' } })).toMatchObject({
      message: expect.stringContaining('allow redshift:DescribeClusters on') as string,
    })
    expect(await refusal({ ...place(), iam: { workgroup: 'none' } })).toEqual({
      code: 'SINK_UNREACHABLE',
      retryable: false,
      message: `${URL_OF_SINK}: could not sign in to the workgroup "none": Workgroup none was not found; check the workgroup "none" in connection, and the region.`,
    })
    expect(await refusal({ ...place(), iam: { cluster: 'none' } })).toMatchObject({
      code: 'SINK_UNREACHABLE',
      message: expect.stringContaining('check the cluster "none" in connection') as string,
    })
  })

  test('says that the session with AWS has expired, or that it will take calls later', async () => {
    const iam = { ...place(), iam: { workgroup: 'wg' } }
    sandbox.faults.add({ kind: 'token-expired', times: 1 })
    expect(await refusal(iam)).toMatchObject({
      code: 'SINK_DENIED',
      message: expect.stringContaining('sign in to AWS again') as string,
    })
    sandbox.faults.add({ kind: 'throttled' })
    expect(await refusal(iam)).toMatchObject({ code: 'SINK_UNREACHABLE', retryable: true })
  })
})

describe('a secret', () => {
  const login = () => ({
    username: 'awsuser',
    password: 'sandbox',
    engine: 'redshift',
    ...place(),
    dbname: 'dev',
  })

  test('says who signs in, and where to, as far as the connection does not', async () => {
    const full = await secret('full', login())
    expect(await ask({ secret: full }, 'select current_user', 'select current_database()')).toEqual([
      'awsuser',
      'dev',
    ])
    const bare = await secret('bare', { username: 'awsuser', password: 'sandbox' })
    expect(await ask({ secret: bare, ...place() }, 'select current_user')).toEqual(['awsuser'])
    expect(await refusal({ secret: bare })).toMatchObject({
      message: expect.stringMatching(
        /the secret "arn:\S+bare-\w+" has no host; give host in connection\.$/,
      ) as string,
    })
  })

  test('is read anew if its password has changed', async () => {
    const changing = await secret('changing', login())
    await using transport = transportOf({ secret: changing })
    await transport.ask('select 1')
    await transport.ask(`alter user awsuser password 'Ch4nged'`)
    try {
      await secrets.send(
        new PutSecretValueCommand({
          SecretId: changing,
          SecretString: JSON.stringify({ ...login(), password: 'Ch4nged' }),
        }),
      )
      await transport.endSession()
      expect(await transport.ask('select current_user')).toEqual(['awsuser'])
    } finally {
      await transport.ask(`alter user awsuser password 'sandbox'`)
    }
  })

  test('must be one of Redshift, and is quoted by no message', async () => {
    const other = await secret('other', { engine: 'mysql', username: 'u', password: 'canary-1' })
    const empty = await secret('empty', { username: 'canary-2' })
    const text = await secret('text', 'canary-3')
    const messages = await Promise.all(
      [other, empty, text].map((arn) => refusal({ secret: arn, ...place() })),
    )
    expect(messages).toMatchObject([
      { message: expect.stringContaining('is of another engine than redshift; it must be') as string },
      { message: expect.stringContaining('has no password; it must be') as string },
      { message: expect.stringContaining('is no JSON object; it must be') as string },
    ])
    expect(JSON.stringify(messages)).not.toContain('canary')
  })

  test('that is denied, or that is not there, is named', async () => {
    const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:none-AbCdEf'
    expect(await refusal({ secret: arn })).toMatchObject({
      message: `${URL_OF_SINK}: could not read the secret "${arn}": Secrets Manager can't find the specified secret; check secret in connection.`,
    })
    using _ = fault({ kind: 'denied', operation: 'GetSecretValue' })
    expect(await refusal({ secret: arn })).toMatchObject({
      code: 'SINK_DENIED',
      message: expect.stringContaining(`; allow secretsmanager:GetSecretValue on "${arn}".`) as string,
    })
  })
})

describe('a warehouse that wakes up', () => {
  test('is tried again, and that is reported once', async () => {
    const notices: string[] = []
    await using transport = transportOf(
      { ...place(), user: 'awsuser', password: 'sandbox', connectTimeout: '20s' },
      notices,
    )
    using _ = fault({ kind: 'connection-reset', times: 2 })
    expect(await transport.ask('select current_user')).toEqual(['awsuser'])
    expect(notices).toEqual([
      expect.stringMatching(
        /^redshift:\S+ takes no connection yet \(.+\), as while a serverless workgroup wakes up; it is tried for 20 s\.$/,
      ),
    ])
  })

  test('is tried again if it accepts a connection and says nothing', async () => {
    await using transport = transportOf({
      ...place(),
      user: 'awsuser',
      password: 'sandbox',
      connectTimeout: '4s',
    })
    using _ = fault({ kind: 'connection-silent', times: 1 })
    expect(await transport.ask('select current_user')).toEqual(['awsuser'])
  })

  test('is given up in the end', async () => {
    using _ = fault({ kind: 'connection-reset' })
    expect(
      await refusal({ ...place(), user: 'awsuser', password: 'sandbox', connectTimeout: '1s' }),
    ).toMatchObject({
      code: 'SINK_UNREACHABLE',
      retryable: true,
    })
  })
})

function fault(...planned: Parameters<Sandbox['faults']['add']>): Disposable {
  const takeBack = sandbox.faults.add(...planned)
  return { [Symbol.dispose]: takeBack }
}
