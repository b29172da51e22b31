import { Client } from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { type RedshiftServer, startRedshift } from '../../src/redshift/redshift.js'
import { makeDatabase, sandboxOfWorker } from '../shared-sandbox.js'

/** A database of Redshift for the tests of one file. */
export interface LocalRedshift {
  readonly server: Pick<RedshiftServer, 'url' | 'port'>
  /** The name of the database. */
  readonly database: string
  /** A client of the database, or of another, which ends with the tests. */
  connect(database?: string): Promise<Client>
  /** The rows of `sql`, each as an array, by a session of its own. */
  rows(sql: string): Promise<unknown[][]>
}

/** Starts a Redshift before the tests of a file, and stops it behind them; the database is `dev`. */
export function localRedshift(): LocalRedshift {
  let server: RedshiftServer | undefined
  // Stops it when no client is left: hooks run in the order opposite to this.
  afterAll(() => server?.stop())
  return withDatabase(async () => {
    server = await startRedshift()
    return { server, database: 'dev' }
  })
}

/** Makes a database in the Redshift that the files of this worker share. */
export function sharedRedshift(): LocalRedshift {
  return withDatabase(async () => {
    const sandbox = await sandboxOfWorker()
    const server = { url: sandbox.url, port: Number(new URL(sandbox.url).port) }
    return { server, database: await makeDatabase(sandbox) }
  })
}

function withDatabase(start: () => Promise<Pick<LocalRedshift, 'server' | 'database'>>): LocalRedshift {
  let started: Pick<LocalRedshift, 'server' | 'database'> | undefined
  const clients: Client[] = []
  beforeAll(async () => {
    started = await start()
  })
  afterAll(() => Promise.all(clients.map((client) => client.end())))
  const running = () => {
    if (!started) throw new Error('The Redshift of these tests has not started')
    return started
  }
  const urlOf = (database: string) => new URL(`/${database}`, running().server.url).href
  return {
    get server() {
      return running().server
    },
    get database() {
      return running().database
    },
    async connect(database = running().database) {
      const client = new Client(urlOf(database))
      client.on('error', () => {})
      await client.connect()
      clients.push(client)
      return client
    },
    async rows(sql) {
      const client = new Client(urlOf(running().database))
      await client.connect()
      try {
        const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' })
        return rows
      } finally {
        await client.end()
      }
    },
  }
}
