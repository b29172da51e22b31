import { readFile } from 'node:fs/promises'
import { Client } from 'pg'
import { SUPERUSER } from '../engine/cluster.js'
import type { Contents } from '../engine/template.js'
import { HIDDEN } from './hidden.js'
import { LOAD_TABLES } from './load-tables.js'
import { SETTINGS } from './settings.js'
import { STORAGE } from './storage.js'
import { TABLE_VIEWS } from './table-views.js'

/** The files of types and functions, in the order of what builds on what. */
const FILES = [
  'schemas',
  'types/text',
  'types/lengths',
  'types/super',
  'types/super-comparisons',
  'types/varbyte',
  'functions/aggregates',
  'functions/median',
  'functions/windows',
  'functions/conditions',
  'functions/date-parts',
  'functions/date-arithmetic',
  'functions/formats',
  'functions/strings',
  'functions/regular-expressions',
  'functions/math',
  'functions/hashes',
  'functions/murmur3',
  'functions/farm-hash',
  'functions/json',
  'functions/hyperloglog',
  'functions/super-paths',
  'functions/super',
  'functions/super-arrays',
  'functions/super-objects',
  'functions/super-numbers',
  'functions/varbyte',
  'functions/system',
  'functions/database-collation',
  'functions/routines',
  'functions/spatial',
  'parallel',
]

/** Where they are, both for `src` and for `dist`. */
const SQL = new URL('../../../sql/', import.meta.url)

/** What comes after them. */
const TABLES = [SETTINGS, LOAD_TABLES, STORAGE, TABLE_VIEWS]

/** The files of views that show what there is, after those. */
const VIEWS = [
  'objects',
  'roles',
  'all-views',
  'relations',
  'late-binding',
  'keys',
  'show',
  'show-routines',
  'show-grants',
  'functions',
  'users',
  'transactions',
  'policies',
  'history/queries',
  'history/logs',
  'history/workload',
  'history/blocks',
  'history/connections',
  'overlays',
].map((name) => `catalog/${name}`)

/** The user that clients are, and the database they connect to unless they name another. */
export const CLIENT_USER = 'awsuser'
export const DEFAULT_DATABASE = 'dev'

/** Reads what makes PostgreSQL look like a cluster: system tables and functions, the user, the database. */
export async function readCatalog(): Promise<Contents> {
  const read = (names: readonly string[]) =>
    Promise.all(names.map((name) => readFile(new URL(`${name}.sql`, SQL), 'utf8')))
  const [files, views] = [await read(FILES), await read(VIEWS)]
  const text = ['begin;', ...files, ...TABLES, ...views, HIDDEN, 'commit'].join('\n')
  return { text, install: (socketFolder) => install(socketFolder, text) }
}

/** What is there already stays. */
async function install(socketFolder: string, text: string): Promise<void> {
  await connected(socketFolder, 'template1', async (client) => {
    const known = await client.query(`select 1 from pg_class where relname = 'stl_load_errors'`)
    if (known.rowCount !== 0) return
    await client.query('set standard_conforming_strings to on')
    // In the template, so that CREATE DATABASE gives every database the same.
    await client.query(text)
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
