import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { ConnectionConfiguration } from '../../src/index.js'
import { completeConnection } from '../../src/connection/connection-options.js'
import { HiddenSecrets } from '../../src/secrets/hidden-secrets.js'
import { translateError } from '../../src/session/error-translation.js'
import { WireTransport } from '../../src/session/wire/wire-transport.js'
import { SignIn } from '../../src/sign-in/sign-in.js'

export const URL_OF_SINK = 'redshift://sink:5439/dev'

export let sandbox: Sandbox
export let secrets: SecretsManagerClient

/** Starts a sandbox that asks for passwords before the tests of a file, and stops it after them. */
export function withSandbox(): void {
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
}

/** Signs in, and returns what `statements` return, each in a session of its own. */
export async function ask(
  connection: string | ConnectionConfiguration,
  ...statements: string[]
): Promise<unknown[]> {
  await using transport = transportOf(connection)
  const answers: unknown[] = []
  for (const text of statements) answers.push(...(await transport.ask(text)))
  return answers
}

export function transportOf(connection: string | ConnectionConfiguration, notices: string[] = []) {
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
export async function refusal(connection: string | ConnectionConfiguration): Promise<unknown> {
  return ask(connection, 'select 1').then(
    () => 'signed in',
    ({ code, retryable, message }: { code: string; retryable: boolean; message: string }) => ({
      code,
      retryable,
      message,
    }),
  )
}

export const place = () => {
  const { hostname: host, port } = new URL(sandbox.url)
  return { host, port, database: 'dev' }
}

export async function secret(name: string, content: object | string): Promise<string> {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  const { ARN = '' } = await secrets.send(new CreateSecretCommand({ Name: name, SecretString: text }))
  return ARN
}

export function fault(...planned: Parameters<Sandbox['faults']['add']>): Disposable {
  const takeBack = sandbox.faults.add(...planned)
  return { [Symbol.dispose]: takeBack }
}
