import { describe, expect, test } from 'vitest'
import { attributeChecks } from './attribute-checks.js'
import { columnSamples } from './column-samples.js'
import { docsFixture, REFUSAL } from './fixture.js'
import { claims, section } from './page.js'
import { holds } from './statement-check.js'

const docs = docsFixture()

describe('a column of type', () => {
  test.each(claims(section('Column types')))('%s is as the page says: %s', async (type, status) => {
    const table = `public.typed_${docs.next()}`
    const create = docs.client.query(`create table ${table} (c ${type})`)
    if (status === 'refused') {
      await expect(create).rejects.toMatchObject(REFUSAL)
      return
    }
    await create
    const { field, value } = columnSamples.get(type.toLowerCase())!
    await docs.put(`types/${type}/1`, `${field}\n`)
    await docs.client.query(`copy ${table} from 's3://bkt/types/${type}/' iam_role default`)
    expect(await docs.select(`select c::text from ${table}`)).toEqual([[value]])
  })
})

test.each(claims(section('CREATE TABLE: columns')))('a column with %s: %s', async (attribute, status) => {
  if (status !== 'refused') await docs.freshTables()
  const number = attribute.startsWith('ENCODE MOSTLY') ? 'bigint' : 'int'
  const type = /^COLLATE|TEXT/.test(attribute) ? 'varchar(9)' : number
  const statement = `create table x (a int, c ${type} ${attribute})`
  if (status === 'refused') await expect(docs.client.query(statement)).rejects.toMatchObject(REFUSAL)
  else if (status === 'supported') await holds(docs, statement, attributeChecks[attribute]!)
  else await expect(docs.client.query(statement)).resolves.toBeDefined()
})
