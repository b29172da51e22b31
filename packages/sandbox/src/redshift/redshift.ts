import type { S3ClientConfig } from '@aws-sdk/client-s3'
import { CLIENT_USER, DEFAULT_DATABASE, installCatalog } from './catalog/install.js'
import { Users } from './catalog/users.js'
import { S3CopyObjects } from './objects/copy-objects.js'
import { keptNames } from './engine/kept-names.js'
import { startPostgres } from './engine/postgres.js'
import { LoadJournal } from './copy/reports/load-journal.js'
import { S3UnloadObjects } from './objects/unload-objects.js'
import { LongNames } from './sql/long-names.js'
import { loadGrammar } from './sql/tree/grammar.js'
import { WireServer } from './wire/server.js'

/** What a local Redshift is started with. */
export interface RedshiftOptions {
  /** The S3 that COPY and UNLOAD reach: endpoint, region, credentials. Default: AWS, as the environment says. */
  readonly s3?: S3ClientConfig
  /** A folder that keeps the databases. Default: none, and they end with the server. */
  readonly data?: string
  /** Default: any free one. */
  readonly port?: number
  /** The address to listen on. Default: 127.0.0.1. */
  readonly host?: string
}

/** A local Redshift that is running. */
export interface RedshiftServer extends AsyncDisposable {
  /** How clients connect, such as `postgres://awsuser:sandbox@127.0.0.1:41234/dev`; any password will do. */
  readonly url: string
  readonly port: number
  /** Ends all sessions; what they had not committed is undone. */
  stop(): Promise<void>
}

/** Starts a local Redshift. Throws if PostgreSQL does not start or the port is taken. */
export async function startRedshift(options: RedshiftOptions = {}): Promise<RedshiftServer> {
  const host = options.host ?? '127.0.0.1'
  const names = options.data === undefined ? new LongNames() : await keptNames(options.data)
  const postgres = await startPostgres(options.data === undefined ? {} : { data: options.data })
  const objects = new S3CopyObjects(options.s3 ?? {})
  const unloads = new S3UnloadObjects(options.s3 ?? {})
  const wire = new WireServer({
    socket: postgres.socket,
    names,
    objects,
    unloads,
    journal: new LoadJournal(postgres.data),
    users: new Users(postgres.socketFolder),
  })
  let stopping: Promise<void> | undefined
  const end = async () => {
    await wire.close()
    objects.close()
    unloads.close()
    await postgres.stop()
  }
  const stop = () => (stopping ??= end())
  try {
    await Promise.all([installCatalog(postgres.socketFolder), loadGrammar()])
    const port = await wire.listen(host, options.port ?? 0)
    const name = host.includes(':') ? `[${host}]` : host
    const url = `postgres://${CLIENT_USER}:sandbox@${name}:${port}/${DEFAULT_DATABASE}`
    return { url, port, stop, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}
