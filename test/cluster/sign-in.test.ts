import { expect, test } from 'vitest'
import type { ConnectionConfiguration } from '../../packages/sink-redshift/src/index.js'
import { openCluster } from '../../packages/sink-redshift/test/named-cluster.js'
import { clusterOfRun } from './set-up.js'

const NOBODY = 'arbalest_nobody'
const { connection } = clusterOfRun()
const { user, password, secret, iam } = connection

/** How the connection signs in, and otherwise than it should: what is wrong, with what, and what the message says. */
const REFUSED: readonly (readonly [string, ConnectionConfiguration, RegExp])[] = [
  ['a database that is missing', { ...connection, database: NOBODY }, /arbalest_nobody.* does not exist/s],
  ...(password === undefined
    ? []
    : ([
        ['a wrong password', { ...connection, password: `${password}x` }, /password authentication failed/],
        ['a user who is missing', { ...connection, user: NOBODY }, /password authentication failed/],
      ] as const)),
  ...(iam === undefined
    ? []
    : ([
        [
          'a workgroup or a cluster that is missing',
          {
            ...connection,
            host: undefined,
            iam: iam.cluster ? { cluster: NOBODY } : { workgroup: 'nobody' },
          },
          /nobody/,
        ],
      ] as const)),
  ...(secret === undefined
    ? []
    : ([['a secret that is missing', { ...connection, secret: `${secret}x` }, /secret/i]] as const)),
]

test('signs in, and is in the schema of the run', async ({ task }) => {
  await using cluster = openCluster({ connection })
  const [row] = await cluster.query(
    'select version() as version, current_schema() as schema, current_user as "user"',
  )
  const [version] = /Redshift [\w.]+/.exec(String(row?.['version'])) ?? ['not Redshift']
  task.meta.cluster = `${version}, via ${connection.via ?? 'wire'}, signed in by ${user === undefined ? (secret === undefined ? 'IAM' : 'a secret') : 'a password'}`
  expect(version).toMatch(/^Redshift \d/)
  expect(row).toMatchObject({ schema: clusterOfRun().schema })
})

test.each(REFUSED)('is refused by %s', async (_, wrong, message) => {
  await using cluster = openCluster({ connection: wrong })
  await expect(cluster.query('select 1')).rejects.toThrow(message)
})
