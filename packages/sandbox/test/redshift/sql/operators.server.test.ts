import { expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()

test.each(['~~*', '!~~*', '~*', '!~*'])('PostgreSQL alone has the operator %s', async (operator) => {
  await expect(redshift.rows(`select 'a' ${operator} 'A'`)).rejects.toMatchObject({ code: '42883' })
})
