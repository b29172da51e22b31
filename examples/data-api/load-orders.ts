import {
  DescribeStatementCommand,
  ExecuteStatementCommand,
  GetStatementResultCommand,
  type RedshiftDataClient,
} from '@aws-sdk/client-redshift-data'

/** Where the statements run. */
export interface Warehouse {
  readonly WorkgroupName: string
  readonly Database: string
}

/** Adds the orders below `prefix`, such as `s3://shop/orders/`, all or none; how many there were. */
export async function loadOrders(
  client: RedshiftDataClient,
  warehouse: Warehouse,
  prefix: string,
): Promise<number> {
  const { SessionId } = await run(client, 'begin', { ...warehouse, SessionKeepAliveSeconds: 60 })
  const session = { SessionId: SessionId as string }
  try {
    await run(client, `copy orders from '${prefix}' iam_role default format json 'auto'`, session)
    const { Id } = await run(client, 'select pg_last_copy_count()', session)
    const { Records } = await client.send(new GetStatementResultCommand({ Id }))
    await run(client, 'commit', session)
    return Records?.[0]?.[0]?.longValue ?? 0
  } catch (error) {
    // A session that is left holds its locks until its time is up.
    await run(client, 'rollback', session).catch(() => {})
    throw error
  }
}

/** Runs one statement to its end. */
async function run(
  client: RedshiftDataClient,
  Sql: string,
  place: { SessionId: string } | (Warehouse & { SessionKeepAliveSeconds: number }),
): Promise<{ Id: string | undefined; SessionId: string | undefined }> {
  const { Id, SessionId } = await client.send(
    new ExecuteStatementCommand({ ...place, Sql, WaitTimeSeconds: 30 }),
  )
  for (;;) {
    const { Status, Error: reason } = await client.send(
      new DescribeStatementCommand({ Id, WaitTimeSeconds: 30 }),
    )
    if (Status === 'FINISHED') return { Id, SessionId }
    if (Status === 'FAILED' || Status === 'ABORTED') throw new Error(reason)
  }
}
