import { join } from 'node:path'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { everything } from '../everything.js'
import { makeWorkspace, type Workspace } from '../workspace.js'

const CONFIGURATION = `sink:
  use: redshift
  with: { connection: '\${env:REDSHIFT_URL}', iamRole: default, metadata: 's3://acme/arbalest/' }
pipelines:
  pasted:
    - sql: orders
      statements: [{ file: orders.sql }]
  committing:
    - sql: orders
      statements: ["update orders set paid = true; commit; delete from orders where not paid"]
  emptying:
    - sql: orders
      statements: [{ text: "delete from orders where id = $1; truncate orders", values: [1] }]
  failing:
    - sql: orders
      statements: ["delete from orders; insert into orders values (1, 'no boolean')"]
`

let workspace: Workspace
let sandbox: Sandbox
let client: Client

beforeEach(async () => {
  workspace = await makeWorkspace('@arbalest/sink-redshift')
  await workspace.write('.arbalestrc.yaml', CONFIGURATION)
  await workspace.write(
    'orders.sql',
    'start transaction;\ndelete from orders; -- all of them\ninsert into orders values (9, true);\nEND;\n',
  )
  await workspace.write('acme/kept.txt', 'kept')
  sandbox = await startSandbox({ buckets: { acme: join(workspace.folder, 'acme') } })
  client = new Client(sandbox.url)
  await client.connect()
  await client.query(
    'create table orders (id integer, paid boolean); insert into orders values (1, false), (2, true)',
  )
})

afterEach(async () => {
  await client.end()
  await sandbox.stop()
})

describe('a script that would end its transaction', () => {
  test('is refused, by validate and by run, however often, and nothing of it is done', async () => {
    const before = await everything(client, sandbox, 'acme')
    const faults = [
      ['pasted', '"start transaction" would begin a transaction', '"END" would end the transaction'],
      ['committing', '"commit" would end the transaction'],
      ['emptying', '"truncate orders" would end the transaction of its step; write DELETE for TRUNCATE'],
    ] as const
    for (const [pipeline, ...messages] of faults)
      for (const command of ['validate', 'run', 'run']) {
        const { exitCode, stdout, stderr } = await workspace.run([command, pipeline], { ...sandbox.env })
        expect([exitCode, stdout]).toEqual([3, ''])
        for (const message of messages)
          expect(stderr).toContain(`pipelines.${pipeline}[0].statements[0]: ${message}`)
      }
    expect(await everything(client, sandbox, 'acme')).toEqual(before)
  })

  test('is all that is refused: other pipelines run, all of a text or nothing of it', async () => {
    const before = await everything(client, sandbox, 'acme')
    for (const command of ['validate', 'run', 'run']) {
      const { exitCode, stderr } = await workspace.run([command, 'failing'], { ...sandbox.env })
      expect(exitCode).toBe(1)
      expect(stderr).toMatch(/could not run "insert into orders values \(1, '…'\)"/)
    }
    const rows = async () => (await client.query('select * from orders order by id')).rows
    expect(await rows()).toHaveLength(2)
    await workspace.write('.arbalestrc.yaml', CONFIGURATION.replace("'no boolean'", 'false'))
    expect(await workspace.run(['validate', 'failing'], { ...sandbox.env })).toMatchObject({
      exitCode: 0,
      stdout: 'failing/orders: 2 statements run, and rolled back\n',
    })
    expect((await everything(client, sandbox, 'acme')).objects).toEqual(before.objects)
    const { stdout } = await workspace.run(['run', 'failing'], { ...sandbox.env })
    expect(stdout).toContain('failing/orders: committed 2 statements')
    expect(await rows()).toEqual([{ id: 1, paid: false }])
  })
})
