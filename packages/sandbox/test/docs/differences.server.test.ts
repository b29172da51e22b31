import { expect, test } from 'vitest'
import { UNKNOWN } from '../../src/redshift/sql/refusals/refuse-statement.js'
import { docsFixture } from './fixture.js'
import { quoted, rows, section } from './page.js'

const docs = docsFixture()

test.each(UNKNOWN.map((phrase) => phrase.join(' ')))(
  '%s fails where release 8.0 stops reading',
  async (phrase) => {
    const message = `syntax error at or near "${phrase.split(' ').at(-1)}"`
    await expect(docs.client.query(phrase)).rejects.toMatchObject({ message })
  },
)

test.each(rows(section('Passes here, fails on a cluster')).map(([cell = '']) => quoted(cell)[0]!))(
  'passes, though a cluster would refuse it: %s',
  async (statement) => {
    await docs.freshTables()
    await expect(docs.client.query(statement)).resolves.toBeDefined()
    await docs.client.query('rollback')
  },
)

test.each(rows(section('Fails here, passes on a cluster')).map(([cell = '']) => quoted(cell)[0]!))(
  'fails, though a cluster would take it: %s',
  async (statement) => {
    await docs.freshTables()
    await docs.client.query('create table documents (document super)')
    await expect(docs.client.query(statement)).rejects.toMatchObject({ severity: 'ERROR' })
  },
)
