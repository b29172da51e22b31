import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RedshiftServer, startRedshift } from '../../../src/redshift/redshift.js'
import { signIn } from './signing-client.js'

const REFUSED = (user: string) => `FATAL 28000 password authentication failed for user "${user}"`

describe.each([
  ['plain', 3],
  ['md5', 5],
  ['sha256', 13],
] as const)('passwords asked for by %s', (passwords, type) => {
  let server: RedshiftServer
  const attempt = (user: string, password: string) => signIn(server.port, user, password)

  beforeAll(async () => {
    server = await startRedshift({ passwords })
  })
  afterAll(() => server.stop())

  test('the right password lets in, a wrong one does not', async () => {
    expect(await attempt('awsuser', 'sandbox')).toEqual({ asked: [type], outcome: 'in' })
    expect(await attempt('awsuser', 'Sandbox')).toEqual({ asked: [type], outcome: REFUSED('awsuser') })
    expect(await attempt('nobody', 'sandbox')).toEqual({ asked: [type], outcome: REFUSED('nobody') })
  })

  test('who is let in and who is not is logged', async () => {
    await attempt('stranger', 'sandbox')
    const admin = await sessionOf(server)
    const { rows } = await admin.query({
      text: `select distinct trim(event), trim(username), trim(authmethod), duration from stl_connection_log
        where username in ('stranger', 'IAM:awsuser') order by 1`,
      rowMode: 'array',
    })
    expect(rows).toEqual([
      ['authenticated', 'IAM:awsuser', 'IAM AssumeUser', 0],
      ['authentication failure', 'stranger', 'password', 0],
      ['initiating session', 'IAM:awsuser', 'IAM AssumeUser', 0],
    ])
    await admin.end()
  })

  test('a user is asked as the password is kept', async () => {
    const admin = await sessionOf(server)
    const digest = '0d1b9b5d4a25c4a4b2ee9bbd5cc0b0bc'
    await admin.query(`create user clear password 'Passw0rd'`)
    await admin.query(`create user hashed password 'sha256|Passw0rd'`)
    await admin.query(`create user digested password 'md5${digest}'`)
    await admin.query(`create user disabled password disable`)
    await admin.query(`create user late password 'Passw0rd' valid until '2020-01-01'`)
    expect(await attempt('clear', 'Passw0rd')).toEqual({ asked: [type === 3 ? 3 : 5], outcome: 'in' })
    expect(await attempt('hashed', 'Passw0rd')).toEqual({ asked: [type === 3 ? 3 : 13], outcome: 'in' })
    for (const user of ['clear', 'hashed', 'digested', 'disabled', 'late'])
      expect((await attempt(user, user === 'late' ? 'Passw0rd' : 'wrong')).outcome).toBe(REFUSED(user))
    await admin.query(`alter user clear password 'sha256|Other1'`)
    expect((await attempt('clear', 'Other1')).outcome).toBe('in')
    await admin.end()
  })
})

/** A session of `awsuser`, by a temporary password, since pg does not know SHA-256. */
async function sessionOf(server: RedshiftServer): Promise<Client> {
  const request = { user: 'IAM:awsuser', role: 'awsuser', create: false, groups: [], seconds: 900 }
  const { user, password } = server.issue(request)
  const client = new Client({ host: server.host, port: server.port, database: 'dev', user, password })
  await client.connect()
  return client
}
