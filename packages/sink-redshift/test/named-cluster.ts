import type { S3Client } from '@aws-sdk/client-s3'
import { createS3Client } from '@arbalest/s3'
import type { Row } from '@arbalest/testing'
import type { ConnectionConfiguration } from '../src/index.js'
import { completeConnection, urlOf } from '../src/connection/connection-options.js'
import { parseConnectionUrl } from '../src/connection/connection-url.js'
import { HiddenSecrets } from '../src/secrets/hidden-secrets.js'
import type { OpenSession } from '../src/session/connections.js'
import { transportOf } from '../src/session/transport-of.js'

/** The cluster that `npm run cluster` was given, and what of it is the run's own. */
export interface NamedCluster {
  /** Tables that are named without a schema are in `schema`. */
  readonly connection: ConnectionConfiguration
  readonly iamRole: string
  readonly bucket: string
  /** Before all keys; it ends in a slash. */
  readonly prefix: string
  readonly schema: string
}

/** Returns what the environment says of a cluster; undefined if it names none. */
export function namedCluster(): NamedCluster | undefined {
  const {
    ARBALEST_CLUSTER_RUN: run,
    ARBALEST_CLUSTER_CONNECTION: connection = '',
    ARBALEST_CLUSTER_BUCKET: bucket = '',
    ARBALEST_CLUSTER_ROLE: iamRole = '',
  } = process.env
  if (run === undefined) return undefined
  const given = connection.startsWith('{')
    ? (JSON.parse(connection) as ConnectionConfiguration)
    : parseConnectionUrl(connection)
  return {
    connection: { ...given, searchPath: [run] },
    iamRole,
    bucket,
    prefix: `${run}/`,
    schema: run,
  }
}

/** A cluster to which a test sends statements of its own. */
export interface OpenCluster extends AsyncDisposable {
  readonly s3: S3Client
  /**
   * Runs a statement and returns its rows; those from `begin` on are sent in one session, until one
   * ends the transaction or is refused. Throws `ServerError` if the cluster refuses it.
   */
  query(text: string): Promise<readonly Row[]>
  /** Lends `work` a session of its own to run statements in. */
  inOneSession(work: (query: OpenCluster['query']) => Promise<void>): Promise<void>
}

/** Connects to `connection` on first use. */
export function openCluster({ connection }: Pick<NamedCluster, 'connection'>): OpenCluster {
  const options = completeConnection(connection)
  const { signIn } = options
  const transport = transportOf(options, {
    url: urlOf(options),
    signal: new AbortController().signal,
    notice() {},
    hidden: new HiddenSecrets(signIn.kind === 'password' ? [signIn.password] : []),
    pipeline: 'cluster',
  })
  const s3 = createS3Client()
  let block: OpenSession | undefined
  return {
    s3,
    async query(text) {
      const session = block ?? (await transport.open())
      try {
        const rows = await session.query({ text }, 'test')
        if (/^begin\b/i.test(text)) block = session
        if (/^(commit|end|rollback)\b/i.test(text)) block = undefined
        return rows
      } catch (error) {
        if (block) await session.query({ text: 'rollback' }, 'test')
        block = undefined
        throw error
      } finally {
        if (block !== session) session.release()
      }
    },
    async inOneSession(work) {
      const session = await transport.open()
      try {
        await work((text) => session.query({ text }, 'test'))
      } finally {
        session.release()
      }
    },
    async [Symbol.asyncDispose]() {
      await transport.close()
      s3.destroy()
    },
  }
}
