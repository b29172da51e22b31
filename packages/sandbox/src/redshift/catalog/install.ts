import { Client } from 'pg'
import { SUPERUSER } from '../engine/postgres.js'
import { DATE_FUNCTIONS } from './date-functions.js'
import { JSON_FUNCTIONS } from './json-functions.js'
import { LENGTHS } from './lengths.js'
import { LOAD_TABLES } from './load-tables.js'
import { SYSTEM_FUNCTIONS } from './system-functions.js'
import { TABLE_VIEWS } from './table-views.js'
import { TEXT_FUNCTIONS } from './text-functions.js'
import { TYPES } from './types.js'

/** All that makes a database one of Redshift's, in the order of what builds on what. */
const CATALOG = [
  TYPES,
  LENGTHS,
  SYSTEM_FUNCTIONS,
  TEXT_FUNCTIONS,
  DATE_FUNCTIONS,
  JSON_FUNCTIONS,
  LOAD_TABLES,
  TABLE_VIEWS,
]

/** The user that clients are, and the database they connect to unless they name another. */
export const CLIENT_USER = 'awsuser'
export const DEFAULT_DATABASE = 'dev'

/** Makes a new PostgreSQL look like a cluster: system tables and functions, the user, the database. */
export async function installCatalog(socketFolder: string): Promise<void> {
  const client = new Client({ host: socketFolder, user: SUPERUSER, database: 'template1' })
  await client.connect()
  try {
    const known = await client.query('select 1 from pg_database where datname = $1', [DEFAULT_DATABASE])
    if (known.rows.length > 0) return
    // In the template, so that CREATE DATABASE gives every database the same.
    await client.query(['begin;', ...CATALOG, 'commit'].join('\n'))
    await client.query(`create role ${CLIENT_USER} superuser login`)
  } finally {
    await client.end()
  }
  const maker = new Client({ host: socketFolder, user: SUPERUSER, database: 'postgres' })
  await maker.connect()
  await maker.query(`create database ${DEFAULT_DATABASE} owner ${CLIENT_USER}`).finally(() => maker.end())
}
