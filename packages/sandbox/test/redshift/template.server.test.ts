import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SUPERUSER } from '../../src/redshift/engine/cluster.js'
import { startPostgres } from '../../src/redshift/engine/postgres.js'
import { findTemplate, type Contents } from '../../src/redshift/engine/template.js'

let home: string

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'arbalest-templates-'))
})

afterAll(() => rm(home, { recursive: true, force: true }))

let installs = 0

const contents: Contents = {
  text: 'a table',
  async install(socketFolder) {
    installs++
    await query(socketFolder, 'create table installed as select 7 as n')
  },
}

async function query(host: string, sql: string): Promise<unknown[]> {
  const client = new Client({ host, user: SUPERUSER, database: 'postgres' })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('clusters are copies of a template, which is made once, takes the place of others, and stays as it is', async () => {
  await mkdir(join(home, 'of-an-older-release/base'), { recursive: true })

  const template = await findTemplate(contents, home)

  expect(await readdir(home)).toEqual([basename(template!)])
  expect(await findTemplate(contents, home)).toBe(template)
  expect(installs).toBe(1)
  for (const _ of ['first', 'second']) {
    const postgres = await startPostgres({ template })
    try {
      expect(await query(postgres.socketFolder, 'select n from installed')).toEqual([{ n: 7 }])
      await query(postgres.socketFolder, 'drop table installed')
    } finally {
      await postgres.stop()
    }
  }
})

test('a cluster is made by initdb if its template has been removed', async () => {
  const postgres = await startPostgres({ template: join(home, 'removed') })
  try {
    expect(await query(postgres.socketFolder, 'select 1 as one')).toEqual([{ one: 1 }])
  } finally {
    await postgres.stop()
  }
})

test('there is no template if its contents cannot be installed, nor is anything left of it', async () => {
  const before = await readdir(home)
  const install = () => Promise.reject(new Error('a fault of these contents'))
  expect(await findTemplate({ text: 'other', install }, home)).toBeUndefined()
  expect(await readdir(home)).toEqual(before)
})

test('there is no template where no folder can be made', async () => {
  const file = join(home, 'file')
  await writeFile(file, '')
  expect(await findTemplate(contents, join(file, 'templates'))).toBeUndefined()
  await access(file)
})
