import { Client } from 'pg'
import { SUPERUSER } from '../engine/postgres.js'
import { FUNCTIONS } from './functions.js'
import { LENGTHS } from './lengths.js'
import { LOAD_TABLES } from './load-tables.js'
import { TYPES } from './types.js'

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
    await client.query(`begin; ${TYPES} ${LENGTHS} ${FUNCTIONS} ${LOAD_TABLES} commit`)
    await client.query(`create role ${CLIENT_USER} superuser login`)
  } finally {
    await client.end()
  }
  const maker = new Client({ host: socketFolder, user: SUPERUSER, database: 'postgres' })
  await maker.connect()
  await maker.query(`create database ${DEFAULT_DATABASE} owner ${CLIENT_USER}`).finally(() => maker.end())
}
