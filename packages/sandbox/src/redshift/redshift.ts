import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSecureContext, type SecureContext } from 'node:tls'
import type { S3ClientConfig } from '@aws-sdk/client-s3'
import { CLIENT_USER, DEFAULT_DATABASE, readCatalog } from './catalog/install.js'
import { ConnectionLog } from './catalog/connection-log.js'
import { QueryHistory } from './catalog/query-history.js'
import { Users } from './catalog/users.js'
import { LoadJournal } from './copy/journal/load-journal.js'
import { keptNames } from './engine/kept-names.js'
import { startPostgres } from './engine/postgres.js'
import { findTemplate } from './engine/template.js'
import { S3CopyObjects } from './objects/copy-objects.js'
import { S3UnloadObjects } from './objects/unload-objects.js'
import { loadGrammar } from './sql/tree/grammar.js'
import { type KeptPassword, md5Password, sha256Password } from './sql/users/kept-password.js'
import { LongNames } from './sql/writing/long-names.js'
import { Possibility } from './statements/context/possibility.js'
import { LateBindingNames } from './statements/context/late-binding-names.js'
import { SchemaChanges } from './statements/context/schema-changes.js'
import { type Entrance, WireServer } from './wire/server.js'
import { type PasswordMethod, SignIn } from './wire/sign-in/sign-in.js'
import {
  type LoginRequest,
  TemporaryCredentials,
  type TemporaryLogin,
} from './wire/sign-in/temporary-credentials.js'
import { makeCertificate } from './wire/tls/certificate.js'

/** Options of a local Redshift. */
export interface RedshiftOptions {
  /** The S3 that COPY and UNLOAD reach: endpoint, region, credentials. Default: AWS, as the environment says. */
  readonly s3?: S3ClientConfig
  /** A folder that keeps the databases. Default: none; they are removed when the server stops. */
  readonly data?: string
  /**
   * The parameter `enable_large_strings_opt_in` of a warehouse: whether a string within a SUPER may have
   * 16,000,000 bytes. Default: false, and it may have 65,535.
   */
  readonly largeStrings?: boolean
  /** Default: any free one. */
  readonly port?: number
  /** The address to listen on. Default: 127.0.0.1. */
  readonly host?: string
  /**
   * How users sign in: `plain` asks for the password itself, `md5` and `sha256` for a digest of
   * one kind or the other, as a cluster does. `awsuser` has the password `sandbox`, others the one that CREATE
   * USER gave them. Default: anyone may connect with any password and do everything.
   */
  readonly passwords?: PasswordMethod
  /** Whether clients must use TLS. The certificate is made for this start, by an authority of its own. Default: false. */
  readonly tls?: boolean
  /** Called for each new connection: the fault that it gets, or undefined if none. Default: none. */
  readonly connectionFault?: () => 'reset' | 'silent' | undefined
}

/** A local Redshift that is running. */
export interface RedshiftServer extends AsyncDisposable {
  /** How clients connect, such as `postgres://awsuser:sandbox@127.0.0.1:41234/dev`; see {@link RedshiftOptions.passwords}. */
  readonly url: string
  /** The address that it listens on. */
  readonly host: string
  readonly port: number
  /** With TLS, the file of the certificate that the server's own can be verified by, in PEM. It is removed when the server stops. */
  readonly authorityFile: string | undefined
  /** Issues a temporary password, as GetClusterCredentials does. */
  issue(request: LoginRequest): TemporaryLogin
  /** Throws a RedshiftError unless `user` may sign in by `password`. */
  checkPassword(user: string, password: string): Promise<void>
  /** Makes every temporary password expire at once; sessions stay. */
  expireLogins(): void
  /** The number of the last COPY of the session that PostgreSQL runs by this process; undefined if there was none. */
  lastLoad(process: number): number | undefined
  /** Ends all sessions; what they had not committed is undone. */
  stop(): Promise<void>
}

/**
 * Starts a local Redshift. Throws if PostgreSQL does not start or the port is taken.
 *
 * @example
 * ```ts
 * await using redshift = await startRedshift()
 * const client = new pg.Client(redshift.url)
 * ```
 */
export async function startRedshift(options: RedshiftOptions = {}): Promise<RedshiftServer> {
  const host = options.host ?? '127.0.0.1'
  const names = options.data === undefined ? new LongNames() : await keptNames(options.data)
  const { data, largeStrings = false } = options
  const catalog = await readCatalog()
  const template = await findTemplate(catalog)
  const postgres = await startPostgres({ largeStrings, template, ...(data === undefined ? {} : { data }) })
  const objects = new S3CopyObjects(options.s3 ?? {})
  const unloads = new S3UnloadObjects(options.s3 ?? {})
  const users = new Users(postgres.socketFolder)
  const logins = new TemporaryCredentials()
  const authorityFile = options.tls ? join(postgres.socketFolder, 'authority.pem') : undefined
  const signIn = new SignIn(users, logins, options.passwords)
  const entrance: Entrance = {
    signIn,
    tls: authorityFile === undefined ? undefined : await makeContext(host, authorityFile),
    fault: options.connectionFault ?? (() => undefined),
  }
  const journal = new LoadJournal(postgres.data)
  const wire = new WireServer(
    {
      socket: postgres.socket,
      data: postgres.data,
      names,
      largeStrings,
      objects,
      unloads,
      journal,
      history: new QueryHistory(data === undefined ? undefined : join(postgres.data, 'query-numbers')),
      connections: new ConnectionLog(),
      // A folder that is kept may hold one.
      lateBinding: new LateBindingNames({ unknown: options.data !== undefined }),
      schemaChanges: new SchemaChanges(),
      userSettings: new Possibility({ unknown: options.data !== undefined }),
      furtherEntries: new Possibility({ unknown: options.data !== undefined }),
    },
    entrance,
  )
  let stopping: Promise<void> | undefined
  const end = async () => {
    await wire.close()
    objects.close()
    unloads.close()
    await postgres.stop()
  }
  const stop = () => (stopping ??= end())
  try {
    await Promise.all([catalog.install(postgres.socketFolder), loadGrammar()])
    if (options.passwords) await users.setPassword(CLIENT_USER, keep(options.passwords))
    const port = await wire.listen(host, options.port ?? 0)
    const name = host.includes(':') ? `[${host}]` : host
    const address = `postgres://${CLIENT_USER}:${CLIENT_PASSWORD}@${name}:${port}/${DEFAULT_DATABASE}`
    return {
      url: options.tls ? `${address}?sslmode=verify-full` : address,
      host,
      port,
      authorityFile,
      issue: (request) => logins.issue(request),
      checkPassword: (user, password) => signIn.check(user, password),
      expireLogins: () => logins.expireAll(),
      lastLoad: (process) => journal.last(process),
      stop,
      [Symbol.asyncDispose]: stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The password of {@link CLIENT_USER}. */
export const CLIENT_PASSWORD = 'sandbox'

function keep(method: PasswordMethod): KeptPassword {
  if (method === 'sha256') return sha256Password(CLIENT_PASSWORD, randomBytes(16))
  return md5Password(CLIENT_PASSWORD, CLIENT_USER)
}

async function makeContext(host: string, authorityFile: string): Promise<SecureContext> {
  const { certificate, key, authority } = makeCertificate([
    ...new Set(['localhost', '127.0.0.1', '::1', host]),
  ])
  await writeFile(authorityFile, authority)
  return createSecureContext({ cert: certificate, key })
}
