import { beforeAll, expect, test } from 'vitest'
import { docsFixture, REFUSAL } from './fixture.js'
import { claims, section } from './page.js'
import { holds } from './statement-check.js'
import { statementChecks } from './statement-checks.js'

const docs = docsFixture()

beforeAll(async () => {
  await docs.put('form/data', '3|z\n')
  await docs.put('form/swapped', 'w,4\n')
})

const run = [
  section('COPY parameters').split('Other forms')[1] ?? '',
  section('CREATE TABLE: tables'),
  section('ALTER TABLE'),
  section('Transactions').split('refused inside')[0] ?? '',
  section('Other statements of Redshift'),
  section('What is refused of PostgreSQL'),
].flatMap(claims)

test.each(run)('%s is as the page says: %s', async (statement, status) => {
  const check = statementChecks[statement]
  if (status === 'refused') {
    await expect(docs.client.query(statement)).rejects.toMatchObject(REFUSAL)
    return
  }
  await docs.freshTables()
  if (check) await holds(docs, statement, check)
  else {
    expect(status).toBe('no effect')
    await docs.client.query(statement)
  }
})

test.each(claims(section('Transactions').split('refused inside')[1] ?? ''))(
  'a block does not take %s',
  async (statement) => {
    await docs.freshTables()
    await docs.client.query('begin')
    await expect(docs.client.query(statement)).rejects.toMatchObject({ code: '25001' })
    await docs.client.query('rollback')
    if (statement.startsWith('DROP')) await docs.client.query('create database inside')
    await docs.client.query(statement)
    if (statement.startsWith('CREATE')) await docs.client.query('drop database inside')
  },
)
