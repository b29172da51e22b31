import { Client } from 'pg'
import { SUPERUSER } from '../engine/postgres.js'
import { DATE_FUNCTIONS } from './date-functions.js'
import { JSON_FUNCTIONS } from './json-functions.js'
import { LENGTHS } from './lengths.js'
import { LOAD_TABLES } from './load-tables.js'
import { STORAGE } from './storage.js'
import { SYSTEM_FUNCTIONS } from './system-functions.js'
import { SUPER_VALUES } from './super-values.js'
import { TABLE_VIEWS } from './table-views.js'
import { TEXT_FUNCTIONS } from './text-functions.js'
import { TYPES } from './types.js'
import { WINDOW_FUNCTIONS } from './window-functions.js'

/** All that makes a database one of Redshift's, in the order of what builds on what. */
const CATALOG = [
  TYPES,
  LENGTHS,
  SYSTEM_FUNCTIONS,
  TEXT_FUNCTIONS,
  DATE_FUNCTIONS,
  JSON_FUNCTIONS,
  SUPER_VALUES,
  WINDOW_FUNCTIONS,
  LOAD_TABLES,
  STORAGE,
  TABLE_VIEWS,
]

/** The user that clients are, and the database they connect to unless they name another. */
export const CLIENT_USER = 'awsuser'
export const DEFAULT_DATABASE = 'dev'

/** Makes PostgreSQL look like a cluster: system tables and functions, the user, the database; what is there already stays. */
export async function installCatalog(socketFolder: string): Promise<void> {
  await connected(socketFolder, 'template1', async (client) => {
    const known = await client.query(`select 1 from pg_class where relname = 'stl_load_errors'`)
    // In the template, so that CREATE DATABASE gives every database the same.
    if (known.rowCount === 0) await client.query(['begin;', ...CATALOG, 'commit'].join('\n'))
  })
  await connected(socketFolder, 'postgres', async (client) => {
    const user = await client.query('select 1 from pg_roles where rolname = $1', [CLIENT_USER])
    if (user.rowCount === 0) await client.query(`create role ${CLIENT_USER} superuser login`)
    const database = await client.query('select 1 from pg_database where datname = $1', [DEFAULT_DATABASE])
    if (database.rowCount === 0)
      await client.query(`create database ${DEFAULT_DATABASE} owner ${CLIENT_USER}`)
  })
}

async function connected(
  host: string,
  database: string,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const client = new Client({ host, user: SUPERUSER, database })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
