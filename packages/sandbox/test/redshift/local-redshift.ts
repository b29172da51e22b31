import { Client } from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { startRedshift } from '../../src/redshift/redshift.js'
import type { RedshiftServer } from '../../src/redshift/redshift.js'

/** A Redshift for the tests of one file. */
export interface LocalRedshift {
  readonly server: RedshiftServer
  /** A client that ends with the tests, of `dev` or another database. */
  connect(database?: string): Promise<Client>
  /** The rows of `sql`, each as an array, by a session of its own. */
  rows(sql: string): Promise<unknown[][]>
}

/** Starts a Redshift before the tests of a file, and stops it behind them. */
export function localRedshift(): LocalRedshift {
  let server: RedshiftServer | undefined
  const clients: Client[] = []
  beforeAll(async () => {
    server = await startRedshift()
  })
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()))
    await server?.stop()
  })
  const running = () => {
    if (!server) throw new Error('The Redshift of these tests has not started')
    return server
  }
  const connect = async (database = 'dev') => {
    const client = new Client(new URL(`/${database}`, running().url).href)
    client.on('error', () => {})
    await client.connect()
    clients.push(client)
    return client
  }
  return {
    get server() {
      return running()
    },
    connect,
    rows: async (sql) => {
      const client = new Client(running().url)
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
